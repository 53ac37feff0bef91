"""
Updates of resources that LocalStack keeps as they were, with a line in its log: a changed schedule would go on at the
old time. What creates these resources replaces them too, if they keep their name.
"""

from typing import Any

from localstack.services.cloudwatch.resource_providers.aws_cloudwatch_alarm import CloudWatchAlarmProvider
from localstack.services.events.resource_providers.aws_events_rule import EventsRuleProvider
from localstack.services.lambda_.resource_providers.aws_lambda_eventinvokeconfig import LambdaEventInvokeConfigProvider
from localstack.services.sns.resource_providers.aws_sns_topicpolicy import SNSTopicPolicyProvider

from users_pipeline_localstack.cloudformation_resources.models import Event, Model, Request, create_again, previous


def update_rule(provider: Any, request: Request) -> Event:
    new, old = request.desired_state, previous(request)
    if "Id" in old:
        new.setdefault("Name", old["Id"].split("|")[-1])
    gone = target_ids(old) - target_ids(new)
    if gone:
        bus = {"EventBusName": new["EventBusName"]} if new.get("EventBusName") else {}
        request.aws_client_factory.events.remove_targets(Rule=new["Name"], Ids=sorted(gone), **bus)
    return provider.create(request)


def target_ids(model: Model) -> set[str]:
    return {target["Id"] for target in model.get("Targets") or []}


def apply() -> None:
    EventsRuleProvider.update = update_rule
    CloudWatchAlarmProvider.update = create_again
    LambdaEventInvokeConfigProvider.update = create_again
    SNSTopicPolicyProvider.update = create_again
