"""AWS::EC2::Route: LocalStack makes one that leads nowhere, and never turns one elsewhere."""

from typing import Any

from localstack.services.ec2.resource_providers.aws_ec2_route import EC2RouteProvider
from moto.ec2.utils import generate_route_id

from users_pipeline_localstack.cloudformation_resources.models import Event, Model, Request, done, in_place

DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
TARGETS = (
    *("GatewayId", "NatGatewayId", "EgressOnlyInternetGatewayId", "InstanceId", "NetworkInterfaceId"),
    *("TransitGatewayId", "VpcPeeringConnectionId", "VpcEndpointId", "CarrierGatewayId", "LocalGatewayId"),
)


def route(model: Model) -> Model:
    return {name: model[name] for name in ("RouteTableId", *DESTINATIONS, *TARGETS) if model.get(name)}


def create(provider: Any, request: Request) -> Event:
    model = request.desired_state
    request.aws_client_factory.ec2.create_route(**route(model))
    destination, *_ = [model[name] for name in DESTINATIONS if model.get(name)]
    return done({**model, "Id": generate_route_id(model["RouteTableId"], destination)})


def turn(request: Request) -> None:
    request.aws_client_factory.ec2.replace_route(**route(request.desired_state))


def apply() -> None:
    EC2RouteProvider.create = create
    EC2RouteProvider.update = in_place(turn)
