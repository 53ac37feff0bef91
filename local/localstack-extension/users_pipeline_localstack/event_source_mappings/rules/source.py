"""What is read: the cluster, the topic, and from where on."""

import re
import time
from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping

SERVERS = "KAFKA_BOOTSTRAP_SERVERS"
MAX_SERVERS = 10
SERVER = re.compile(r"(?=.{1,300}$)[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?:\d{1,5}")
# Parameters of other sources, as AWS spells them in its answer.
FOREIGN = {
    "DocumentDBEventSourceConfig": "documentDBEventSourceConfig",
    "ParallelizationFactor": "parallelizationFactor",
    "Queues": "queues",
    "ScalingConfig": "scalingConfig",
    "TumblingWindowInSeconds": "tumblingWindowInSeconds",
}
SELF_MANAGED_CONFIG = "SelfManagedKafkaEventSourceConfig"
MSK_CONFIG = "AmazonManagedKafkaEventSourceConfig"


def check(mapping: Mapping[str, Any]) -> None:
    self_managed = is_self_managed(mapping)
    foreign = {**FOREIGN, MSK_CONFIG if self_managed else SELF_MANAGED_CONFIG: "kafkaEventSourceConfig"}
    for name, words in foreign.items():
        if mapping.get(name):
            raise InvalidMapping(f"Unsupported '{words}' parameter for given event source mapping type.")
    if self_managed:
        check_servers(mapping)
    if len(mapping.get("Topics") or []) != 1:
        raise InvalidMapping("1 validation error detected: 'topics' must have exactly one member.")
    check_starting_position(mapping)
    if (mapping.get(SELF_MANAGED_CONFIG) or {}).get("ConsumptionMode") == "Queue":
        raise InvalidMapping(
            "ConsumptionMode Queue is not supported by this local poller, which does not read by share groups: use Stream."
        )


def is_self_managed(mapping: Mapping[str, Any]) -> bool:
    return "SelfManagedEventSource" in mapping


def check_servers(mapping: Mapping[str, Any]) -> None:
    if mapping.get("EventSourceArn"):
        raise InvalidMapping("Only one of 'eventSourceArn' and 'selfManagedEventSource' can be given.")
    servers = (mapping["SelfManagedEventSource"].get("Endpoints") or {}).get(SERVERS) or []
    if not 1 <= len(servers) <= MAX_SERVERS:
        raise InvalidMapping(f"'selfManagedEventSource.endpoints.{SERVERS}' must have 1 to {MAX_SERVERS} members.")
    for server in servers:
        if not SERVER.fullmatch(server):
            raise InvalidMapping(f"'{server}' in {SERVERS} is not HOST:PORT.")


def check_starting_position(mapping: Mapping[str, Any]) -> None:
    position, timestamp = mapping.get("StartingPosition"), mapping.get("StartingPositionTimestamp")
    if position is None:
        raise InvalidMapping(
            "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: "
            "Member must not be null."
        )
    if position != "AT_TIMESTAMP":
        return
    if timestamp is None:
        raise InvalidMapping("StartingPositionTimestamp is required when StartingPosition is AT_TIMESTAMP.")
    if timestamp.timestamp() > time.time():
        raise InvalidMapping("StartingPositionTimestamp cannot be in the future.")
