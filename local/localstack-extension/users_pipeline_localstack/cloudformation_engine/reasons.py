"""Why a resource failed, told once: LocalStack calls each failed update a failed deletion and gives no cause."""

import sys
from typing import Any

from localstack.services.cloudformation.engine.v2.change_set_model_executor import (
    ChangeSetModelExecutor,
    TriggerRollback,
)
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProviderExecutor,
)


def tell_causes() -> None:
    execute = ResourceProviderExecutor.execute_action

    def execute_action(executor: ResourceProviderExecutor, *args: Any) -> ProgressEvent[Any]:
        event = execute(executor, *args)
        cause = (event.custom_context or {}).get("exception")
        if event.status == OperationStatus.FAILED and cause is not None:
            event.message = str(cause) or type(cause).__name__
        return event

    ResourceProviderExecutor.execute_action = execute_action


def tell_once() -> None:
    """Those that need a failed resource have not failed: they were not begun."""
    process = ChangeSetModelExecutor._process_event

    def process_event(executor: ChangeSetModelExecutor, **event: Any) -> None:
        failed = event["event_status"] == OperationStatus.FAILED
        if not (failed and isinstance(sys.exception(), TriggerRollback)):
            process(executor, **event)

    ChangeSetModelExecutor._process_event = process_event


def apply() -> None:
    tell_causes()
    tell_once()
