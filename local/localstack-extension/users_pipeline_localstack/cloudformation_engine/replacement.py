"""
Whether a change makes a new resource. LocalStack takes a reference to a resource that changes for a changed value: what
belongs to a function would be made again under its name, and then deleted, with each change of the function.
"""

from localstack.services.cloudformation.engine.v2.change_set_model import is_nothing
from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutor
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocResource


def replaces(executor: ChangeSetModelExecutor, before: PreprocResource, after: PreprocResource) -> bool:
    """By the values themselves, which are known when it is the resource's turn."""
    provider = executor.resource_provider_executor.try_load_resource_provider(after.resource_type)
    paths = provider.SCHEMA.get("createOnlyProperties") or [] if provider else []
    names = [path.removeprefix("/properties/") for path in paths]
    old, new = before.properties.properties, after.properties.properties
    return any(old.get(name) != new.get(name) for name in names)


def apply() -> None:
    change = ChangeSetModelExecutor._execute_resource_change

    def execute_change(
        executor: ChangeSetModelExecutor, name: str, before: PreprocResource | None, after: PreprocResource | None
    ) -> None:
        both = not is_nothing(before) and not is_nothing(after)
        if both and before.resource_type == after.resource_type and after.requires_replacement:
            after.requires_replacement = replaces(executor, before, after)
        change(executor, name, before, after)

    ChangeSetModelExecutor._execute_resource_change = execute_change
