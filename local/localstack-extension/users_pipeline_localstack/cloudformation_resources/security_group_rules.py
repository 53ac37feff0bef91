"""AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress, and the rules within AWS::EC2::SecurityGroup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from users_pipeline_localstack.cloudformation_resources.models import Model, Request, changed, previous
from users_pipeline_localstack.cloudformation_resources.resource import Resource


@dataclass(frozen=True)
class Direction:
    name: str
    peer: str
    """How the names of the properties begin that say who is at the other end."""
    within_group: str
    """The property of a group that holds its own rules."""

    def authorize(self, ec2: Any, group: str, rules: Sequence[Model]) -> list[str]:
        """Returns the ids of the rules."""
        permissions = [self.permission(rule) for rule in rules]
        answer = getattr(ec2, f"authorize_security_group_{self.name}")(GroupId=group, IpPermissions=permissions)
        return [rule["SecurityGroupRuleId"] for rule in answer.get("SecurityGroupRules", [])]

    def revoke(self, ec2: Any, group: str, **rules: Any) -> None:
        getattr(ec2, f"revoke_security_group_{self.name}")(GroupId=group, **rules)

    def describe(self, ec2: Any, rule: Model) -> None:
        describe = getattr(ec2, f"update_security_group_rule_descriptions_{self.name}")
        describe(GroupId=rule["GroupId"], IpPermissions=[self.permission(rule)])

    def permission(self, rule: Model) -> Model:
        """Of CloudFormation's rule, what the API takes."""
        ports = {name: int(rule[name]) for name in ("FromPort", "ToPort") if name in rule}
        told = {"Description": rule["Description"]} if "Description" in rule else {}
        peers = {
            "IpRanges": {"CidrIp": rule.get("CidrIp")},
            "Ipv6Ranges": {"CidrIpv6": rule.get("CidrIpv6")},
            "PrefixListIds": {"PrefixListId": rule.get(f"{self.peer}PrefixListId")},
            "UserIdGroupPairs": {
                "GroupId": rule.get(f"{self.peer}SecurityGroupId"),
                "GroupName": rule.get(f"{self.peer}SecurityGroupName"),
                "UserId": rule.get(f"{self.peer}SecurityGroupOwnerId"),
            },
        }
        given = {kind: {name: value for name, value in peer.items() if value} for kind, peer in peers.items()}
        return {
            "IpProtocol": str(rule["IpProtocol"]),
            **ports,
            **{kind: [{**peer, **told}] for kind, peer in given.items() if peer},
        }


INGRESS = Direction("ingress", "Source", "SecurityGroupIngress")
EGRESS = Direction("egress", "Destination", "SecurityGroupEgress")
# What a group lets out whose template names no rules.
ALL_OUT = {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}


class SecurityGroupRule(Resource):
    DIRECTION: ClassVar[Direction]
    REF = "Id"

    def make(self, request: Request) -> Model:
        rule = request.desired_state
        (identifier,) = self.DIRECTION.authorize(request.aws_client_factory.ec2, rule["GroupId"], [rule])
        return {"Id": identifier}

    def change(self, request: Request) -> None:
        rule = {"Description": "", **request.desired_state}
        self.DIRECTION.describe(request.aws_client_factory.ec2, rule)

    def remove(self, request: Request, model: Model) -> None:
        self.DIRECTION.revoke(request.aws_client_factory.ec2, model["GroupId"], SecurityGroupRuleIds=[model["Id"]])


class SecurityGroupIngress(SecurityGroupRule):
    TYPE = "AWS::EC2::SecurityGroupIngress"
    DIRECTION = INGRESS
    REPLACED_BY = (
        *("GroupId", "GroupName", "IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourcePrefixListId"),
        *("SourceSecurityGroupId", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId"),
    )


class SecurityGroupEgress(SecurityGroupRule):
    TYPE = "AWS::EC2::SecurityGroupEgress"
    DIRECTION = EGRESS
    REPLACED_BY = (
        *("GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6"),
        *("DestinationPrefixListId", "DestinationSecurityGroupId"),
    )


def set_group_rules(request: Request) -> None:
    """Those within a group, as it is made or changed."""
    ec2, group = request.aws_client_factory.ec2, request.desired_state["GroupId"]
    for direction in (INGRESS, EGRESS):
        if not changed(request, direction.within_group):
            continue
        new = rules_of(request.desired_state, direction)
        old = rules_of(previous(request), direction)
        gone = [direction.permission(rule) for rule in old if rule not in new]
        added = [rule for rule in new if rule not in old]
        if gone:
            direction.revoke(ec2, group, IpPermissions=gone)
        if added:
            direction.authorize(ec2, group, added)


def rules_of(group: Model, direction: Direction) -> list[Model]:
    return group.get(direction.within_group) or ([ALL_OUT] if direction is EGRESS else [])
