"""
LocalStack cannot update some resources of a stack and keeps them as they were, with a line in its log: a changed
schedule would go on at the old time. What creates these resources replaces them too, if they keep their name.
"""

from collections.abc import Callable
from typing import Any

from localstack.services.cloudformation.resource_provider import ProgressEvent, ResourceRequest
from localstack.services.cloudwatch.resource_providers.aws_cloudwatch_alarm import CloudWatchAlarmProvider
from localstack.services.events.resource_providers.aws_events_rule import EventsRuleProvider
from localstack.services.lambda_.resource_providers.aws_lambda_eventinvokeconfig import LambdaEventInvokeConfigProvider

Update = Callable[[Any, ResourceRequest[Any]], ProgressEvent[Any]]


def create_again(name: str | None = None) -> Update:
    """:param name: the property that holds the resource's name, which LocalStack chose where the template gave none"""

    def update(provider: Any, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
        old = request.previous_state or {}
        if name and name in old:
            request.desired_state.setdefault(name, old[name])
        return provider.create(request)

    return update


def update_rule(provider: Any, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    new, old = request.desired_state, request.previous_state or {}
    if "Id" in old:
        new.setdefault("Name", old["Id"].split("|")[-1])
    gone = target_ids(old) - target_ids(new)
    if gone:
        bus = {"EventBusName": new["EventBusName"]} if new.get("EventBusName") else {}
        request.aws_client_factory.events.remove_targets(Rule=new["Name"], Ids=sorted(gone), **bus)
    return provider.create(request)


def target_ids(model: dict[str, Any]) -> set[str]:
    return {target["Id"] for target in model.get("Targets") or []}


def apply() -> None:
    EventsRuleProvider.update = update_rule
    CloudWatchAlarmProvider.update = create_again("AlarmName")
    LambdaEventInvokeConfigProvider.update = create_again()
