"""Which mappings are Kafka's, and what AWS fills in."""

from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.life_cycle import NO_RECORDS, USER_INITIATED

DEFAULT_BATCH_SIZE = 100


def is_kafka_mapping(mapping: Mapping[str, Any]) -> bool:
    """:param mapping: a mapping, or the request to create one"""
    service = (mapping.get("EventSourceArn") or ":::").split(":")[2]
    return service == "kafka" or "SelfManagedEventSource" in mapping


def set_defaults(defaults: dict[str, Any], request: Mapping[str, Any]) -> None:
    """
    Not the batching window: its default, 500 ms, cannot be said in the API's whole seconds, so a mapping without one
    has that.
    """
    kind = "SelfManaged" if "SelfManagedEventSource" in request else "AmazonManaged"
    defaults |= {
        "BatchSize": DEFAULT_BATCH_SIZE,
        "StateTransitionReason": USER_INITIATED,
        "LastProcessingResult": NO_RECORDS,
        f"{kind}KafkaEventSourceConfig": {"ConsumerGroupId": defaults["UUID"]},
    }
