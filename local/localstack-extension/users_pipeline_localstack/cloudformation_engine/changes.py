"""What a deployment did to the resources of its stack, so that it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localstack.aws.api.cloudformation import ChangeAction, ResourceStatus
from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutor
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocProperties
from localstack.services.cloudformation.resource_provider import OperationStatus

Model = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing done to one resource."""

    name: str
    resource_type: str
    before: Model | None
    """None when the resource was made, also in another's place."""
    after: Model

    def undo(self, executor: ChangeSetModelExecutor) -> bool:
        """Returns whether the resource is as it was before."""
        if self.before is None:
            return self.take_away(executor)
        resource = {
            "action": ChangeAction.Modify,
            "logical_resource_id": self.name,
            "resource_type": self.resource_type,
        }
        executor._process_event(event_status=OperationStatus.IN_PROGRESS, **resource)
        event = executor._execute_resource_action(
            before_properties=PreprocProperties(properties=dict(self.after)),
            after_properties=PreprocProperties(properties=dict(self.before)),
            **resource,
        )
        executor._process_event(event_status=event.status, reason=event.message, **resource)
        return event.status == OperationStatus.SUCCESS

    def take_away(self, executor: ChangeSetModelExecutor) -> bool:
        gone = remove(executor, self.name, self.resource_type, self.after)
        replaced = executor._change_set.stack.resolved_resources.get(self.name)
        if replaced:
            executor.resources[self.name] = replaced
            executor._process_event(
                action=ChangeAction.Modify,
                logical_resource_id=self.name,
                resource_type=self.resource_type,
                event_status=OperationStatus.SUCCESS,
            )
        return gone


def remove(executor: ChangeSetModelExecutor, name: str, resource_type: str, model: Model) -> bool:
    """Returns whether it is gone."""
    resource = {"action": ChangeAction.Remove, "logical_resource_id": name, "resource_type": resource_type}
    executor._process_event(event_status=OperationStatus.IN_PROGRESS, **resource)
    event = executor._execute_resource_action(
        before_properties=PreprocProperties(properties=dict(model)),
        after_properties=None,
        # Leaves what the executor knows of the resource as it is.
        part_of_replacement=True,
        **resource,
    )
    executor._process_event(event_status=event.status, reason=event.message, **resource)
    return event.status == OperationStatus.SUCCESS


def retain(executor: ChangeSetModelExecutor, name: str, resource_type: str) -> None:
    executor._process_event(
        action=ChangeAction.Remove,
        logical_resource_id=name,
        resource_type=resource_type,
        event_status=OperationStatus.SUCCESS,
        custom_status=ResourceStatus.DELETE_SKIPPED,
    )
