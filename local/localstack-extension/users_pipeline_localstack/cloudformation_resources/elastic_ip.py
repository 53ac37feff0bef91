"""AWS::EC2::EIP."""

from users_pipeline_localstack.cloudformation_resources.models import Model, Request
from users_pipeline_localstack.cloudformation_resources.resource import Resource
from users_pipeline_localstack.cloudformation_resources.tags import tag_ec2

tag = tag_ec2("AllocationId")


class ElasticIp(Resource):
    TYPE = "AWS::EC2::EIP"
    REF = "PublicIp"
    ATTRIBUTES = ("AllocationId",)
    REPLACED_BY = ("Domain", "NetworkBorderGroup", "TransferAddress", "Address", "IpamPoolId")

    def make(self, request: Request) -> Model:
        address = request.aws_client_factory.ec2.allocate_address(Domain="vpc")
        made = {name: address[name] for name in ("PublicIp", "AllocationId")}
        request.desired_state.update(made)
        self.change(request)
        return made

    def change(self, request: Request) -> None:
        tag(request)
        instance = request.desired_state.get("InstanceId")
        if instance:
            allocation = request.desired_state["AllocationId"]
            request.aws_client_factory.ec2.associate_address(AllocationId=allocation, InstanceId=instance)

    def remove(self, request: Request, model: Model) -> None:
        request.aws_client_factory.ec2.release_address(AllocationId=model["AllocationId"])
