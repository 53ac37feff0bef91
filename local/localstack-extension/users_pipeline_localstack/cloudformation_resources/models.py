"""What is known of a resource: what its template gives, and the attributes for Ref and Fn::GetAtt."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceRequest

Model = dict[str, Any]
Request = ResourceRequest[Model]
Event = ProgressEvent[Model]
Operation = Callable[[Any, Request], Event]


def done(model: Model) -> Event:
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def previous(request: Request) -> Model:
    return request.previous_state or {}


def attributes(schema: Mapping[str, Any], model: Model) -> Model:
    """What identifies the resource, and what of it cannot change."""
    fixed = (schema.get(kind) or [] for kind in ("readOnlyProperties", "createOnlyProperties"))
    paths = [*schema["primaryIdentifier"], *chain.from_iterable(fixed)]
    names = {path.removeprefix("/properties/") for path in paths}
    return {name: value for name, value in model.items() if name in names}


def keep_attributes(schema: Mapping[str, Any], request: Request) -> None:
    """Also what the template left out and LocalStack chose, such as a name."""
    for name, value in attributes(schema, previous(request)).items():
        request.desired_state.setdefault(name, value)


def in_place(*changes: Callable[[Request], None]) -> Operation:
    """An update that keeps the resource and its attributes."""

    def update(provider: Any, request: Request) -> Event:
        keep_attributes(provider.SCHEMA, request)
        for change in changes:
            change(request)
        return done(request.desired_state)

    return update


def create_again(provider: Any, request: Request) -> Event:
    """An update by what creates the resource: it replaces one of the same name."""
    keep_attributes(provider.SCHEMA, request)
    return provider.create(request)


def after_create(create: Operation, *changes: Callable[[Request], None]) -> Operation:
    """LocalStack's own create, and what it leaves out."""

    def create_in_full(provider: Any, request: Request) -> Event:
        event = create(provider, request)
        if event.status == OperationStatus.SUCCESS:
            request.desired_state = event.resource_model
            for change in changes:
                change(request)
        return event

    return create_in_full


def changed(request: Request, *names: str) -> bool:
    """Whether the template gives one of them another value than before; of a new resource, whether it gives one."""
    old = previous(request)
    return any(request.desired_state.get(name) != old.get(name) for name in names)
