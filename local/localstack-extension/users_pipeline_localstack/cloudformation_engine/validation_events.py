"""DescribeEvents, which LocalStack has not: CDK asks it why a change set could not be made."""

from typing import Any

from localstack.services.cloudformation.stores import get_cloudformation_store
from localstack.services.cloudformation.v2.provider import CloudformationProviderV2, find_change_set_v2
from localstack.utils.strings import long_uid


def describe_events(
    provider: CloudformationProviderV2,
    context: Any,
    stack_name: str | None = None,
    change_set_name: str | None = None,
    **_: Any,
) -> dict[str, Any]:
    """Only those of a change set, of which there is one at most: its reason."""
    store = get_cloudformation_store(context.account_id, context.region)
    change_set = find_change_set_v2(store, change_set_name, stack_name) if change_set_name else None
    if change_set is None or not change_set.status_reason:
        return {"OperationEvents": []}
    event = {
        "EventId": long_uid(),
        "StackId": change_set.stack.stack_id,
        "EventType": "VALIDATION_ERROR",
        "LogicalResourceId": change_set.stack.stack_name,
        "ValidationStatusReason": change_set.status_reason,
        "ValidationPath": "/",
    }
    return {"OperationEvents": [event]}


def apply() -> None:
    CloudformationProviderV2.describe_events = describe_events
