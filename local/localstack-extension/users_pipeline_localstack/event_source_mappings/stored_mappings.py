"""LocalStack's store of mappings, kept as the life cycles are."""

import threading
from typing import Any

from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.lambda_.provider import LambdaProvider

from users_pipeline_localstack.event_source_mappings.life_cycles import LIFE_CYCLES
from users_pipeline_localstack.gateway import gateway_url

REMOVING = threading.Lock()


def mappings_of(context: Any) -> dict[str, dict[str, Any]]:
    return lambda_stores[context.account_id][context.region].event_source_mappings


def settle(provider: LambdaProvider, context: Any) -> None:
    """Brings the stored Kafka mappings up to date, and removes those whose deletion is over."""
    for uuid, mapping in list(mappings_of(context).items()):
        if (life_cycle := LIFE_CYCLES.look(uuid)) is None:
            continue
        if life_cycle.gone:
            remove(provider, context, uuid)
        else:
            mapping |= fields(uuid)


def remove(provider: LambdaProvider, context: Any, uuid: str) -> None:
    with REMOVING:
        if mapping := mappings_of(context).get(uuid):
            # LocalStack finds the tags by the mapping.
            provider._remove_all_tags(mapping["EventSourceMappingArn"])
            del mappings_of(context)[uuid]
            provider.esm_workers.pop(uuid, None)
            LIFE_CYCLES.forget(uuid)


def fields(uuid: str) -> dict[str, Any]:
    return LIFE_CYCLES.fields(uuid, gateway_url())
