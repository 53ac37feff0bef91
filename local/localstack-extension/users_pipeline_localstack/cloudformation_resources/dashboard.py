"""AWS::CloudWatch::Dashboard."""

from localstack.services.cloudformation.provider_utils import generate_default_name

from users_pipeline_localstack.cloudformation_resources.models import Model, Request
from users_pipeline_localstack.cloudformation_resources.resource import Resource


class Dashboard(Resource):
    TYPE = "AWS::CloudWatch::Dashboard"
    REF = "DashboardName"
    REPLACED_BY = ("DashboardName",)

    def make(self, request: Request) -> Model:
        default = generate_default_name(request.stack_name, request.logical_resource_id)
        name = request.desired_state.setdefault("DashboardName", default)
        self.change(request)
        return {"DashboardName": name}

    def change(self, request: Request) -> None:
        given = request.desired_state
        dashboard = {name: given[name] for name in ("DashboardName", "DashboardBody")}
        request.aws_client_factory.cloudwatch.put_dashboard(**dashboard)

    def remove(self, request: Request, model: Model) -> None:
        request.aws_client_factory.cloudwatch.delete_dashboards(DashboardNames=[model["DashboardName"]])
