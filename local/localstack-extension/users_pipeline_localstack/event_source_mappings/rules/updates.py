"""How requests are spelled, what an update keeps and what it removes."""

from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping
from users_pipeline_localstack.event_source_mappings.rules.source import MSK_CONFIG, SELF_MANAGED_CONFIG, SERVERS

SERVERS_OF_CLOUDFORMATION = "KafkaBootstrapServers"
# Fixed at creation, with what they are where nothing is given.
FIXED = {
    (MSK_CONFIG, "ConsumerGroupId"): None,
    (SELF_MANAGED_CONFIG, "ConsumerGroupId"): None,
    (SELF_MANAGED_CONFIG, "ConsumptionMode"): "Stream",
}
# An empty value of these in an update removes the field.
REMOVABLE = (
    "FilterCriteria",
    "FunctionResponseTypes",
    "KMSKeyArn",
    "LoggingConfig",
    "MetricsConfig",
    "ProvisionedPollerConfig",
    "SourceAccessConfigurations",
)


def use_api_spelling(request: dict[str, Any]) -> None:
    """CloudFormation writes the servers' name in its own way, and LocalStack does not convert it."""
    endpoints = (request.get("SelfManagedEventSource") or {}).get("Endpoints") or {}
    if SERVERS_OF_CLOUDFORMATION in endpoints:
        endpoints[SERVERS] = endpoints.pop(SERVERS_OF_CLOUDFORMATION)


def keep_what_is_fixed(update: dict[str, Any], old: Mapping[str, Any]) -> None:
    """What is fixed at creation is not lost by an update of its neighbours, and not changed by one of its own."""
    for (config, field), default in FIXED.items():
        if config not in update:
            continue
        kept = old.get(config, {}).get(field, default)
        wanted = (update[config] or {}).get(field)
        if wanted not in (None, kept):
            raise InvalidMapping(f"{field} cannot be changed after the event source mapping was created.")
        if kept is not None:
            update[config] = {**update[config], field: kept}


def drop_removed_fields(mapping: dict[str, Any]) -> None:
    for name in REMOVABLE:
        if name in mapping and not has_content(mapping[name]):
            del mapping[name]
    for name in (MSK_CONFIG, SELF_MANAGED_CONFIG):
        if not has_content((mapping.get(name) or {}).get("SchemaRegistryConfig", "none")):
            mapping[name] = {field: value for field, value in mapping[name].items() if field != "SchemaRegistryConfig"}
    on_failure = (mapping.get("DestinationConfig") or {}).get("OnFailure") or {}
    if on_failure.get("Destination") == "":
        mapping["DestinationConfig"] = {"OnFailure": {}}


def has_content(value: Any) -> bool:
    return any(map(has_content, value.values())) if isinstance(value, dict) else bool(value)
