"""The constraints of single fields, as AWS's model of the API has them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping

RANGES = {
    "BatchSize": (1, 10_000),
    "MaximumBatchingWindowInSeconds": (0, 300),
    "MaximumRetryAttempts": (-1, 10_000),
    "MaximumRecordAgeInSeconds": (-1, 604_800),
    "ProvisionedPollerConfig.MinimumPollers": (1, 200),
    "ProvisionedPollerConfig.MaximumPollers": (1, 2000),
}
GROUP = (r"[a-zA-Z0-9\-/*:_+=.@]{1,200}", "[a-zA-Z0-9-\\/*:_+=.@-]*, of 1 to 200 characters")
PATTERNS = {
    "AmazonManagedKafkaEventSourceConfig.ConsumerGroupId": GROUP,
    "SelfManagedKafkaEventSourceConfig.ConsumerGroupId": GROUP,
    "ProvisionedPollerConfig.PollerGroupName": (r"[a-zA-Z0-9\-_]{0,128}", "[a-zA-Z0-9-_]*, of up to 128 characters"),
    "Topics": (r"[^.][a-zA-Z0-9\-_.]{0,248}", "[^.]([a-zA-Z0-9\\-_.]+), of up to 249 characters"),
}
CHOICES = {
    "StartingPosition": ("LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"),
    "FunctionResponseTypes": ("ReportBatchItemFailures",),
    "MetricsConfig.Metrics": ("EventCount", "ErrorCount", "KafkaMetrics"),
    "LoggingConfig.SystemLogLevel": ("DEBUG", "INFO", "WARN"),
    "SelfManagedKafkaEventSourceConfig.ConsumptionMode": ("Stream", "Queue"),
    **{
        f"{kind}KafkaEventSourceConfig.SchemaRegistryConfig.{field}": choices
        for kind in ("AmazonManaged", "SelfManaged")
        for field, choices in {
            "EventRecordFormat": ("JSON", "SOURCE"),
            "SchemaValidationConfigs.Attribute": ("KEY", "VALUE"),
        }.items()
    },
}


def check(mapping: Mapping[str, Any]) -> None:
    for path, (least, most) in RANGES.items():
        for value in values_at(mapping, path):
            if value < least:
                refuse(path, value, f"have value greater than or equal to {least}")
            if value > most:
                refuse(path, value, f"have value less than or equal to {most}")
    for path, (pattern, words) in PATTERNS.items():
        for value in values_at(mapping, path):
            if not re.fullmatch(pattern, value):
                refuse(path, value, f"satisfy regular expression pattern: {words}")
    for path, choices in CHOICES.items():
        for value in values_at(mapping, path):
            if value not in choices:
                refuse(path, value, f"satisfy enum value set: [{', '.join(choices)}]")
    age = mapping.get("MaximumRecordAgeInSeconds")
    if age is not None and -1 < age < 60:
        raise InvalidMapping("MaximumRecordAgeInSeconds must be -1 or at least 60.")


def refuse(path: str, value: Any, constraint: str) -> None:
    name = ".".join(part[0].lower() + part[1:] for part in path.split("."))
    raise InvalidMapping(
        f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must {constraint}"
    )


def values_at(mapping: Mapping[str, Any], path: str) -> Iterator[Any]:
    """Those that are there; lists on the way, and at its end, give each of their members."""
    values: list[Any] = [mapping]
    for part in path.split("."):
        found = [value.get(part) for value in values]
        values = [one for value in found for one in (value if isinstance(value, list) else [value]) if one is not None]
    yield from values
