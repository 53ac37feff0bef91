"""
Community LocalStack refuses Kafka event source mappings for want of a poller. This one never polls: a process outside
LocalStack reads the mappings by ListEventSourceMappings and does the work.
"""

from typing import Any

from localstack.services.lambda_.event_source_mapping.pollers.poller import Poller

DEFAULT_BATCH_SIZE = 100


def is_kafka(service: str, mapping: dict[str, Any]) -> bool:
    """:param mapping: a mapping, or the request to create one"""
    return service == "kafka" or "SelfManagedEventSource" in mapping


class KafkaPoller(Poller):
    def __init__(self, arn: str, client: Any, processor: Any) -> None:
        super().__init__(source_arn=arn, source_parameters={}, source_client=client, processor=processor)

    def event_source(self) -> str:
        return "aws:kafka" if getattr(self, "source_arn", None) else "SelfManagedKafka"

    def poll_events(self) -> None:
        """LocalStack calls this once a second while the mapping is enabled."""


def set_defaults(defaults: dict[str, Any], request: dict[str, Any]) -> None:
    """
    What AWS fills in. Not the batching window: its default, 500 ms, cannot be said in the API's whole seconds, so a
    mapping without one has that.
    """
    kind = "SelfManaged" if "SelfManagedEventSource" in request else "AmazonManaged"
    defaults |= {
        "BatchSize": DEFAULT_BATCH_SIZE,
        "StateTransitionReason": "USER_INITIATED",
        "LastProcessingResult": "No records processed",
        f"{kind}KafkaEventSourceConfig": {"ConsumerGroupId": defaults["UUID"]},
    }
