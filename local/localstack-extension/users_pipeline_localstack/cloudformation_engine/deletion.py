"""
Deletes a stack by what is known of its resources. LocalStack reads the template again, which fails after a deployment
that failed, and calls a stack deleted whose resources are still there.
"""

from typing import Any

from localstack.aws.api.cloudformation import StackStatus
from localstack.services.cloudformation.engine.v2.change_set_model_executor import (
    ChangeSetModelExecutor,
    ChangeSetModelExecutorResult,
)

from users_pipeline_localstack.cloudformation_engine.changes import remove, retain

RETAINED = ("Retain", "RetainExceptOnCreate")


class DeletionFailed(Exception):
    """Some resources are still there; the message names them."""


def delete_resources(executor: ChangeSetModelExecutor) -> None:
    """Raises DeletionFailed when the rest is done."""
    stack = executor._change_set.stack
    template: dict[str, Any] = (stack.processed_template or {}).get("Resources") or {}
    left = {}
    # In the order in which they were made a resource comes after those it needs.
    for name, resource in reversed(stack.resolved_resources.items()):
        if "PhysicalResourceId" not in resource:
            continue
        if template.get(name, {}).get("DeletionPolicy") in RETAINED:
            retain(executor, name, resource["Type"])
        elif not remove(executor, name, resource["Type"], resource["Properties"]):
            left[name] = resource
    stack.resolved_resources = dict(reversed(left.items()))
    if left:
        raise DeletionFailed(f"The following resources failed to delete: [{', '.join(left)}].")


def apply() -> None:
    execute = ChangeSetModelExecutor.execute

    def execute_or_delete(executor: ChangeSetModelExecutor) -> ChangeSetModelExecutorResult:
        if executor._change_set.stack.status != StackStatus.DELETE_IN_PROGRESS:
            return execute(executor)
        delete_resources(executor)
        return ChangeSetModelExecutorResult(resources={}, outputs=[])

    ChangeSetModelExecutor.execute = execute_or_delete
