"""
LocalStack's operations on mappings, with AWS's rules and states for those of Kafka. A mapping whose creation failed
would stay in LocalStack's list for ever: it is removed, whatever its source.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from localstack.aws.api.lambda_ import (
    InvalidParameterValueException,
    ListEventSourceMappingsResponse,
    ResourceConflictException,
    ResourceInUseException,
)
from localstack.services.lambda_.provider import LambdaProvider

from users_pipeline_localstack.event_source_mappings import rules
from users_pipeline_localstack.event_source_mappings.kafka import is_kafka_mapping
from users_pipeline_localstack.event_source_mappings.life_cycles import LIFE_CYCLES
from users_pipeline_localstack.event_source_mappings.stored_mappings import fields, mappings_of, settle


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except rules.InvalidMapping as error:
        raise InvalidParameterValueException(str(error), Type="User") from error
    except rules.MappingConflict as error:
        raise ResourceConflictException(str(error), Type="User") from error


def check(provider: LambdaProvider, context: Any, mapping: dict[str, Any]) -> None:
    """:param mapping: as it is to be"""
    rules.check(mapping)
    rules.check_uniqueness(mapping, mappings_of(context).values())
    name = mapping.get("FunctionName") or mapping["FunctionArn"]
    rules.check_timeout(provider.get_function_configuration(context, name)["Timeout"])


def create(original: Callable[..., Any], provider: LambdaProvider, context: Any, request: dict[str, Any]) -> Any:
    kafka = is_kafka_mapping(request)
    if kafka:
        settle(provider, context)
        rules.use_api_spelling(request)
        rules.drop_removed_fields(request)
        with refusals():
            check(provider, context, request)
    before = set(mappings_of(context))
    try:
        answer = original(provider, context, request)
    except Exception:
        for uuid in set(mappings_of(context)) - before - set(provider.esm_workers):
            mappings_of(context).pop(uuid, None)
        raise
    return answer | fields(answer["UUID"]) | {"State": "Creating"} if kafka else answer


def update(original: Callable[..., Any], provider: LambdaProvider, context: Any, request: dict[str, Any]) -> Any:
    settle(provider, context)
    uuid = request.get("UUID", "")
    old = mappings_of(context).get(uuid, {})
    if not is_kafka_mapping(old):
        return original(provider, context, request)
    refuse_if_busy(uuid, "update")
    with refusals():
        rules.keep_what_is_fixed(request, old)
        wanted = {**old, **request}
        rules.drop_removed_fields(wanted)
        check(provider, context, wanted)
    enabled = request.get("Enabled", provider.esm_workers[uuid].enabled)
    original(provider, context, request)
    LIFE_CYCLES.change(uuid, enabled)
    mapping = mappings_of(context)[uuid]
    mapping.pop("Enabled", None)
    rules.drop_removed_fields(mapping)
    mapping |= fields(uuid)
    return dict(mapping)


def delete(original: Callable[..., Any], provider: LambdaProvider, context: Any, uuid: str, **kwargs: Any) -> Any:
    settle(provider, context)
    mapping = mappings_of(context).get(uuid, {})
    if not is_kafka_mapping(mapping):
        return original(provider, context, uuid, **kwargs)
    if mapping["State"] == "Deleting":
        refuse_if_busy(uuid, "delete")
    LIFE_CYCLES.delete(uuid)
    return mapping | fields(uuid)


def get(original: Callable[..., Any], provider: LambdaProvider, context: Any, uuid: str, **kwargs: Any) -> Any:
    settle(provider, context)
    return original(provider, context, uuid, **kwargs)


def list_mappings(
    original: Callable[..., Any], provider: LambdaProvider, context: Any, **kwargs: Any
) -> ListEventSourceMappingsResponse:
    settle(provider, context)
    answer = original(provider, context, **kwargs)
    return {**answer, "EventSourceMappings": [as_listed(mapping) for mapping in answer["EventSourceMappings"]]}


def refuse_if_busy(uuid: str, verb: str) -> None:
    if (life_cycle := LIFE_CYCLES.look(uuid)) and life_cycle.in_transition:
        raise ResourceInUseException(f"Cannot {verb} the event source mapping because it is in use.", Type="User")


def as_listed(mapping: dict[str, Any]) -> dict[str, Any]:
    """Filters that a key of the user's encrypts are shown by GetEventSourceMapping alone."""
    hidden = {"FilterCriteria"} if is_kafka_mapping(mapping) and mapping.get("KMSKeyArn") else set()
    return {name: value for name, value in mapping.items() if name not in hidden}


def wrap(name: str, wrapper: Callable[..., Any]) -> None:
    original = getattr(LambdaProvider, name)

    def wrapped(provider: LambdaProvider, *args: Any, **kwargs: Any) -> Any:
        return wrapper(original, provider, *args, **kwargs)

    setattr(LambdaProvider, name, wrapped)


def apply() -> None:
    wrap("create_event_source_mapping_v2", create)
    wrap("update_event_source_mapping_v2", update)
    wrap("delete_event_source_mapping", delete)
    wrap("get_event_source_mapping", get)
    wrap("list_event_source_mappings", list_mappings)
