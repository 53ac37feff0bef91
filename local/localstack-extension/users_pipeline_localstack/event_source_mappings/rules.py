"""AWS's rules about the fields of a Kafka event source mapping that LocalStack does not know."""

from collections.abc import Mapping
from typing import Any

ENDPOINTS_OF_API = "KAFKA_BOOTSTRAP_SERVERS"
ENDPOINTS_OF_CLOUDFORMATION = "KafkaBootstrapServers"
RANGES: dict[tuple[str, ...], tuple[int, int]] = {
    ("BatchSize",): (1, 10_000),
    ("MaximumBatchingWindowInSeconds",): (0, 300),
    ("MaximumRetryAttempts",): (-1, 10_000),
    ("MaximumRecordAgeInSeconds",): (-1, 604_800),
    ("ProvisionedPollerConfig", "MinimumPollers"): (1, 200),
    ("ProvisionedPollerConfig", "MaximumPollers"): (1, 2000),
}
# An empty value of these in an update removes the field.
REMOVABLE = ("FilterCriteria", "ProvisionedPollerConfig", "MetricsConfig", "LoggingConfig", "KMSKeyArn")
CONSUMER_GROUP_CONFIGS = ("AmazonManagedKafkaEventSourceConfig", "SelfManagedKafkaEventSourceConfig")


class InvalidMapping(ValueError):
    """A field that AWS refuses; the message is in AWS's words."""


def use_api_spelling(mapping: dict[str, Any]) -> None:
    """CloudFormation writes the endpoints' name in its own way, and LocalStack does not convert it."""
    endpoints = (mapping.get("SelfManagedEventSource") or {}).get("Endpoints") or {}
    if ENDPOINTS_OF_CLOUDFORMATION in endpoints:
        endpoints[ENDPOINTS_OF_API] = endpoints.pop(ENDPOINTS_OF_CLOUDFORMATION)


def check(mapping: Mapping[str, Any]) -> None:
    """Raises InvalidMapping for what AWS would not take either."""
    for path, (least, most) in RANGES.items():
        value = value_at(mapping, path)
        if value is not None and not least <= value <= most:
            raise InvalidMapping(out_of_range(path, value, least, most))
    if 0 <= (mapping.get("MaximumRecordAgeInSeconds") or -1) < 60:
        raise InvalidMapping("MaximumRecordAgeInSeconds must be -1 or at least 60.")
    if len(mapping.get("Topics") or ["one"]) != 1:
        raise InvalidMapping("1 validation error detected: 'topics' must have exactly one member.")
    if mapping.get("StartingPosition") == "AT_TIMESTAMP" and mapping.get("StartingPositionTimestamp") is None:
        raise InvalidMapping("StartingPositionTimestamp is required when StartingPosition is AT_TIMESTAMP.")
    pollers = mapping.get("ProvisionedPollerConfig") or {}
    if (pollers.get("MinimumPollers") or 1) > (pollers.get("MaximumPollers") or 200):
        raise InvalidMapping("MinimumPollers must not be larger than MaximumPollers.")


def out_of_range(path: tuple[str, ...], value: int, least: int, most: int) -> str:
    name = ".".join(part[0].lower() + part[1:] for part in path)
    word, limit = ("greater", least) if value < least else ("less", most)
    return (
        f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: "
        f"Member must have value {word} than or equal to {limit}"
    )


def value_at(mapping: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = mapping
    for part in path:
        value = (value or {}).get(part)
    return value


def keep_consumer_group(update: dict[str, Any], old: Mapping[str, Any]) -> None:
    """The group is fixed at creation: an update of its neighbours does not lose it."""
    for name in CONSUMER_GROUP_CONFIGS:
        if name in update and "ConsumerGroupId" in old.get(name, {}):
            update[name] = {**update[name], "ConsumerGroupId": old[name]["ConsumerGroupId"]}


def drop_removed_fields(mapping: dict[str, Any]) -> None:
    for name in REMOVABLE:
        if name in mapping and not has_content(mapping[name]):
            del mapping[name]
    on_failure = (mapping.get("DestinationConfig") or {}).get("OnFailure") or {}
    if on_failure.get("Destination") == "":
        mapping["DestinationConfig"] = {"OnFailure": {}}


def has_content(value: Any) -> bool:
    return any(map(has_content, value.values())) if isinstance(value, dict) else bool(value)
