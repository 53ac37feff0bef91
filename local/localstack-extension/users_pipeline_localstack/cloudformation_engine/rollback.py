"""
A change set that fails leaves the stack as it was. LocalStack keeps what was made and changed until then, deletes what
the change set would have deleted, and takes the new template for the one that is deployed.
"""

from typing import Any

from localstack.aws.api.cloudformation import ChangeAction, ChangeSetType, ExecutionStatus, StackStatus
from localstack.services.cloudformation.engine.v2.change_set_model_executor import (
    ChangeSetModelExecutor,
    ChangeSetModelExecutorResult,
    TriggerRollback,
)
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocProperties
from localstack.services.cloudformation.resource_provider import ProgressEvent
from localstack.services.cloudformation.v2.entities import ChangeSet

from users_pipeline_localstack.cloudformation_engine.changes import Change


def record_changes() -> None:
    execute_action = ChangeSetModelExecutor._execute_resource_action

    def recorded(executor: ChangeSetModelExecutor, action: ChangeAction, **of: Any) -> ProgressEvent[Any]:
        event = execute_action(executor, action=action, **of)
        change = change_of(action, event, **of)
        if change:
            executor.__dict__.setdefault("changes", []).append(change)
        return event

    ChangeSetModelExecutor._execute_resource_action = recorded


def change_of(
    action: ChangeAction,
    event: ProgressEvent[Any],
    *,
    logical_resource_id: str,
    resource_type: str,
    before_properties: PreprocProperties | None,
    after_properties: PreprocProperties | None,
    **_: Any,
) -> Change | None:
    """What failed may have been done in part."""
    if action == ChangeAction.Modify and before_properties and after_properties:
        before = before_properties.properties
        after = event.resource_model or {**before, **after_properties.properties}
        return Change(logical_resource_id, resource_type, before, after)
    if action == ChangeAction.Add and event.resource_model:
        return Change(logical_resource_id, resource_type, None, event.resource_model)
    return None


def roll_back(executor: ChangeSetModelExecutor, reason: str) -> ChangeSetModelExecutorResult:
    change_set, stack = executor._change_set, executor._change_set.stack
    created = change_set.change_set_type == ChangeSetType.CREATE
    stack.set_stack_status(
        StackStatus.ROLLBACK_IN_PROGRESS if created else StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason
    )
    changes: list[Change] = executor.__dict__.pop("changes", [])
    kept = [change.name for change in reversed(changes) if not change.undo(executor)]
    before = dict(stack.resolved_resources)
    # What could not be taken away again is deleted with the stack.
    left = {name: executor.resources[name] for name in kept if name not in before}
    if not created:
        forget_template(change_set)
    stack.set_stack_status(StackStatus.ROLLBACK_COMPLETE if created else StackStatus.UPDATE_ROLLBACK_COMPLETE)
    return ChangeSetModelExecutorResult(resources=before | left, outputs=[], failure_message=reason)


def forget_template(change_set: ChangeSet) -> None:
    """The stack takes its template from the change set in any case."""
    stack = change_set.stack
    for name in ("template", "processed_template", "template_body", "resolved_parameters"):
        setattr(change_set, name, getattr(stack, name))


def apply() -> None:
    record_changes()
    execute = ChangeSetModelExecutor.execute

    def execute_or_roll_back(executor: ChangeSetModelExecutor) -> ChangeSetModelExecutorResult:
        change_set = executor._change_set
        # CreateStack and UpdateStack tell a failure otherwise.
        if change_set.execution_status != ExecutionStatus.EXECUTE_IN_PROGRESS:
            return execute(executor)
        process = executor.process
        failures: list[str] = []

        def process_or_fail() -> None:
            try:
                process()
            except Exception as error:
                # Not the deletions that were to come at the end.
                executor._deferred_actions.clear()
                reason = error.reason if isinstance(error, TriggerRollback) else str(error)
                failures.append(reason or "Resource creation cancelled")

        executor.process = process_or_fail
        result = execute(executor)
        return roll_back(executor, failures[0]) if failures else result

    ChangeSetModelExecutor.execute = execute_or_roll_back
