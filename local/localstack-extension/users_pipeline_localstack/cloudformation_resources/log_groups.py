"""AWS::Logs::LogGroup: LocalStack makes it with its name only."""

from localstack.services.logs.resource_providers.aws_logs_loggroup import LogsLogGroupProvider

from users_pipeline_localstack.cloudformation_resources.models import Request, after_create, changed, in_place
from users_pipeline_localstack.cloudformation_resources.tags import change_tags


def set_retention(request: Request) -> None:
    if not changed(request, "RetentionInDays"):
        return
    logs, group = request.aws_client_factory.logs, request.desired_state["LogGroupName"]
    days = request.desired_state.get("RetentionInDays")
    if days is None:
        logs.delete_retention_policy(logGroupName=group)
    else:
        logs.put_retention_policy(logGroupName=group, retentionInDays=int(days))


def set_key(request: Request) -> None:
    if not changed(request, "KmsKeyId"):
        return
    logs, group = request.aws_client_factory.logs, request.desired_state["LogGroupName"]
    key = request.desired_state.get("KmsKeyId")
    if key is None:
        logs.disassociate_kms_key(logGroupName=group)
    else:
        logs.associate_kms_key(logGroupName=group, kmsKeyId=key)


def tag(request: Request) -> None:
    logs, arn = request.aws_client_factory.logs, request.desired_state["Arn"].removesuffix(":*")
    change_tags(
        request,
        add=lambda tags: logs.tag_resource(resourceArn=arn, tags=tags),
        remove=lambda keys: logs.untag_resource(resourceArn=arn, tagKeys=keys),
    )


def apply() -> None:
    changes = (set_retention, set_key, tag)
    LogsLogGroupProvider.create = after_create(LogsLogGroupProvider.create, *changes)
    LogsLogGroupProvider.update = in_place(*changes)
