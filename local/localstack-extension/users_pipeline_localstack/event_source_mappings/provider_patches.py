"""
LocalStack's own life cycle of mappings, mended where a poller outside sees its gaps: ListEventSourceMappings tells a
stale State after an update, a mapping deleted while disabled stays in the list for ever, and so does one whose creation
failed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from localstack.aws.api.lambda_ import InvalidParameterValueException, ListEventSourceMappingsResponse
from localstack.services.lambda_.event_source_mapping.esm_worker import EsmState
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.lambda_.provider import LambdaProvider

from users_pipeline_localstack.event_source_mappings import rules
from users_pipeline_localstack.event_source_mappings.kafka import is_kafka


def mappings_of(context: Any) -> dict[str, dict[str, Any]]:
    return lambda_stores[context.account_id][context.region].event_source_mappings


def is_kafka_mapping(mapping: dict[str, Any]) -> bool:
    return is_kafka(mapping.get("EventSourceArn", ":::").split(":")[2], mapping)


def check(mapping: dict[str, Any]) -> None:
    try:
        rules.check(mapping)
    except rules.InvalidMapping as error:
        raise InvalidParameterValueException(str(error), Type="User") from error


def create(original: Callable[..., Any], provider: LambdaProvider, context: Any, request: dict[str, Any]) -> Any:
    if is_kafka_mapping(request):
        rules.use_api_spelling(request)
        check(request)
    before = set(mappings_of(context))
    try:
        return original(provider, context, request)
    except Exception:
        for uuid in set(mappings_of(context)) - before - set(provider.esm_workers):
            mappings_of(context).pop(uuid, None)
        raise


def update(original: Callable[..., Any], provider: LambdaProvider, context: Any, request: dict[str, Any]) -> Any:
    old = mappings_of(context).get(request.get("UUID", ""), {})
    if is_kafka_mapping(old):
        rules.keep_consumer_group(request, old)
        check({**old, **request})
    answer = original(provider, context, request)
    if is_kafka_mapping(old):
        mapping = mappings_of(context)[request["UUID"]]
        mapping.pop("Enabled", None)
        mapping["LastModified"] = datetime.now()
        rules.drop_removed_fields(mapping)
        answer = {**mapping, "State": answer["State"]}
    return answer


def delete(original: Callable[..., Any], provider: LambdaProvider, context: Any, uuid: str, **kwargs: Any) -> Any:
    worker = provider.esm_workers.get(uuid)
    answer = original(provider, context, uuid, **kwargs)
    thread = worker and worker._poller_thread
    if not (thread and thread.is_alive()):
        # The worker's thread would have removed it; a disabled mapping has none.
        mappings_of(context).pop(uuid, None)
    return answer


def list_mappings(
    original: Callable[..., Any], provider: LambdaProvider, context: Any, **kwargs: Any
) -> ListEventSourceMappingsResponse:
    for uuid, mapping in list(mappings_of(context).items()):
        if worker := provider.esm_workers.get(uuid):
            mapping["State"] = worker.current_state
        else:
            mapping["State"] = EsmState.DELETING
    return original(provider, context, **kwargs)


def wrap(name: str, wrapper: Callable[..., Any]) -> None:
    original = getattr(LambdaProvider, name)

    def wrapped(provider: LambdaProvider, *args: Any, **kwargs: Any) -> Any:
        return wrapper(original, provider, *args, **kwargs)

    setattr(LambdaProvider, name, wrapped)


def apply() -> None:
    wrap("create_event_source_mapping_v2", create)
    wrap("update_event_source_mapping_v2", update)
    wrap("delete_event_source_mapping", delete)
    wrap("list_event_source_mappings", list_mappings)
