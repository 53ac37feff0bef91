"""What LocalStack leaves out of a VPC's parts: DNS settings, the targets of routes, rules of groups, and all updates."""

import json
from itertools import chain
from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus
from localstack.services.ec2.resource_providers.aws_ec2_internetgateway import EC2InternetGatewayProvider
from localstack.services.ec2.resource_providers.aws_ec2_natgateway import EC2NatGatewayProvider
from localstack.services.ec2.resource_providers.aws_ec2_routetable import EC2RouteTableProvider
from localstack.services.ec2.resource_providers.aws_ec2_securitygroup import EC2SecurityGroupProvider
from localstack.services.ec2.resource_providers.aws_ec2_subnet import EC2SubnetProvider
from localstack.services.ec2.resource_providers.aws_ec2_vpc import EC2VPCProvider
from localstack.services.ec2.resource_providers.aws_ec2_vpcendpoint import EC2VPCEndpointProvider

from users_pipeline_localstack.cloudformation_resources import routes
from users_pipeline_localstack.cloudformation_resources.models import (
    Event,
    Operation,
    Request,
    after_create,
    changed,
    in_place,
    previous,
)
from users_pipeline_localstack.cloudformation_resources.security_group_rules import set_group_rules
from users_pipeline_localstack.cloudformation_resources.tags import tag_ec2

VPC_DNS = ("EnableDnsSupport", "EnableDnsHostnames")
ENDPOINT_LISTS = {"SubnetIds": "Subnet", "RouteTableIds": "RouteTable", "SecurityGroupIds": "SecurityGroup"}


def switch(value: Any) -> dict[str, bool]:
    return {"Value": str(value).lower() == "true"}


def set_vpc_dns(request: Request) -> None:
    for name in VPC_DNS:
        if name in request.desired_state and changed(request, name):
            setting = {name: switch(request.desired_state[name])}
            request.aws_client_factory.ec2.modify_vpc_attribute(VpcId=request.desired_state["VpcId"], **setting)


def create_vpc(create: Operation) -> Operation:
    """LocalStack's own forgets what the template gives as soon as there is a VPC."""

    def create_with_dns(provider: Any, request: Request) -> Event:
        given = {name: request.desired_state[name] for name in VPC_DNS if name in request.desired_state}
        event = create(provider, request)
        request.desired_state = event.resource_model
        request.desired_state.update(given)
        set_vpc_dns(request)
        return event

    return create_with_dns


def change_subnet(request: Request) -> None:
    for name in ("AssignIpv6AddressOnCreation", "EnableDns64", "MapPublicIpOnLaunch"):
        if changed(request, name):
            setting = {name: switch(request.desired_state.get(name))}
            request.aws_client_factory.ec2.modify_subnet_attribute(
                SubnetId=request.desired_state["SubnetId"], **setting
            )


def change_endpoint(request: Request) -> None:
    new, old = request.desired_state, previous(request)
    changes: dict[str, Any] = {}
    for name, kind in ENDPOINT_LISTS.items():
        wanted, had = new.get(name) or [], old.get(name) or []
        changes[f"Add{kind}Ids"] = [one for one in wanted if one not in had]
        changes[f"Remove{kind}Ids"] = [one for one in had if one not in wanted]
    if "PolicyDocument" in new and changed(request, "PolicyDocument"):
        changes["PolicyDocument"] = json.dumps(new["PolicyDocument"])
    given = {name: value for name, value in changes.items() if value}
    if given:
        request.aws_client_factory.ec2.modify_vpc_endpoint(VpcEndpointId=new["Id"], **given)


def delete_gateway(delete: Operation) -> Operation:
    """LocalStack's own leaves its network interface in the subnet."""

    def delete_with_interface(provider: Any, request: Request) -> Event:
        ec2, gateway = request.aws_client_factory.ec2, {"NatGatewayIds": [request.desired_state["NatGatewayId"]]}
        found = [one["NatGatewayAddresses"] for one in ec2.describe_nat_gateways(**gateway)["NatGateways"]]
        event = delete(provider, request)
        if event.status == OperationStatus.SUCCESS:
            for address in chain.from_iterable(found):
                ec2.delete_network_interface(NetworkInterfaceId=address["NetworkInterfaceId"])
        return event

    return delete_with_interface


def apply() -> None:
    routes.apply()
    EC2VPCProvider.create = create_vpc(EC2VPCProvider.create)
    EC2VPCProvider.update = in_place(set_vpc_dns, tag_ec2("VpcId"))
    EC2SubnetProvider.update = in_place(change_subnet, tag_ec2("SubnetId"))
    EC2RouteTableProvider.update = in_place(tag_ec2("RouteTableId"))
    EC2InternetGatewayProvider.update = in_place(tag_ec2("InternetGatewayId"))
    EC2NatGatewayProvider.create = after_create(EC2NatGatewayProvider.create, tag_ec2("NatGatewayId"))
    EC2NatGatewayProvider.delete = delete_gateway(EC2NatGatewayProvider.delete)
    EC2NatGatewayProvider.update = in_place(tag_ec2("NatGatewayId"))
    EC2SecurityGroupProvider.create = after_create(EC2SecurityGroupProvider.create, set_group_rules)
    EC2SecurityGroupProvider.update = in_place(set_group_rules, tag_ec2("GroupId"))
    EC2VPCEndpointProvider.create = after_create(EC2VPCEndpointProvider.create, tag_ec2("Id"))
    EC2VPCEndpointProvider.update = in_place(change_endpoint, tag_ec2("Id"))
