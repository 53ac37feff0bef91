"""Updates of AWS::IAM::Role, which LocalStack makes anew without the policies of others, and of AWS::IAM::Policy."""

import json
from typing import Any

from localstack.services.iam.resource_providers.aws_iam_policy import IAMPolicyProvider
from localstack.services.iam.resource_providers.aws_iam_role import IAMRoleProvider

from users_pipeline_localstack.cloudformation_resources.models import (
    Event,
    Model,
    Operation,
    Request,
    changed,
    in_place,
    previous,
)
from users_pipeline_localstack.cloudformation_resources.tags import as_list, change_tags

HOLDERS = {"Roles": "role", "Users": "user", "Groups": "group"}


def change_role(request: Request) -> None:
    iam, new = request.aws_client_factory.iam, request.desired_state
    role = {"RoleName": new["RoleName"]}
    if changed(request, "AssumeRolePolicyDocument"):
        iam.update_assume_role_policy(**role, PolicyDocument=json.dumps(new["AssumeRolePolicyDocument"]))
    if changed(request, "Description", "MaxSessionDuration"):
        session = int(new.get("MaxSessionDuration", 3600))
        iam.update_role(**role, Description=new.get("Description", ""), MaxSessionDuration=session)
    if changed(request, "PermissionsBoundary"):
        boundary = new.get("PermissionsBoundary")
        if boundary is None:
            iam.delete_role_permissions_boundary(**role)
        else:
            iam.put_role_permissions_boundary(**role, PermissionsBoundary=boundary)


def change_role_policies(request: Request) -> None:
    iam, new, old = request.aws_client_factory.iam, request.desired_state, previous(request)
    role = {"RoleName": new["RoleName"]}
    attached, had = set(new.get("ManagedPolicyArns") or []), set(old.get("ManagedPolicyArns") or [])
    for arn in sorted(had - attached):
        iam.detach_role_policy(**role, PolicyArn=arn)
    for arn in sorted(attached - had):
        iam.attach_role_policy(**role, PolicyArn=arn)
    policies, before = inline_policies(new), inline_policies(old)
    for name in sorted(before.keys() - policies.keys()):
        iam.delete_role_policy(**role, PolicyName=name)
    for name, document in policies.items():
        if before.get(name) != document:
            iam.put_role_policy(**role, PolicyName=name, PolicyDocument=json.dumps(document))


def inline_policies(role: Model) -> dict[str, Any]:
    return {policy["PolicyName"]: policy["PolicyDocument"] for policy in role.get("Policies") or []}


def tag_role(request: Request) -> None:
    iam, role = request.aws_client_factory.iam, request.desired_state["RoleName"]
    change_tags(
        request,
        add=lambda tags: iam.tag_role(RoleName=role, Tags=as_list(tags)),
        remove=lambda keys: iam.untag_role(RoleName=role, TagKeys=keys),
    )


def update_policy(update: Operation) -> Operation:
    """LocalStack's own gives the policy to those who have it now, and leaves it to those who had it."""

    def update_for_all(provider: Any, request: Request) -> Event:
        event = update(provider, request)
        new, old = request.desired_state, previous(request)
        renamed = changed(request, "PolicyName")
        for holders, kind in HOLDERS.items():
            keep = () if renamed else new.get(holders) or ()
            for holder in old.get(holders) or []:
                if holder not in keep:
                    delete = getattr(request.aws_client_factory.iam, f"delete_{kind}_policy")
                    delete(**{f"{kind.title()}Name": holder}, PolicyName=old["PolicyName"])
        return event

    return update_for_all


def apply() -> None:
    IAMRoleProvider.update = in_place(change_role, change_role_policies, tag_role)
    IAMPolicyProvider.update = update_policy(IAMPolicyProvider.update)
