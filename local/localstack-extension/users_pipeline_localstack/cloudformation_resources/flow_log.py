"""AWS::EC2::FlowLog. No traffic flows here: the log stays empty."""

from users_pipeline_localstack.cloudformation_resources.models import Model, Request
from users_pipeline_localstack.cloudformation_resources.resource import Resource
from users_pipeline_localstack.cloudformation_resources.tags import tag_ec2

SETTINGS = (
    *("ResourceType", "TrafficType", "DeliverLogsPermissionArn", "DeliverCrossAccountRole", "LogGroupName"),
    *("LogDestination", "LogDestinationType", "LogFormat", "MaxAggregationInterval", "DestinationOptions"),
)
tag = tag_ec2("Id")


class FlowLog(Resource):
    TYPE = "AWS::EC2::FlowLog"
    REF = "Id"
    REPLACED_BY = ("ResourceId", *SETTINGS)

    def make(self, request: Request) -> Model:
        given = request.desired_state
        settings = {name: given[name] for name in SETTINGS if name in given}
        answer = request.aws_client_factory.ec2.create_flow_logs(ResourceIds=[given["ResourceId"]], **settings)
        refused = answer.get("Unsuccessful")
        if refused:
            raise ValueError(refused[0]["Error"]["Message"])
        (given["Id"],) = answer["FlowLogIds"]
        tag(request)
        return {"Id": given["Id"]}

    def change(self, request: Request) -> None:
        tag(request)

    def remove(self, request: Request, model: Model) -> None:
        request.aws_client_factory.ec2.delete_flow_logs(FlowLogIds=[model["Id"]])
