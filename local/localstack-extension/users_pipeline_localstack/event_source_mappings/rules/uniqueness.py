"""What no two mappings share."""

from collections.abc import Iterable, Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.constraints import values_at
from users_pipeline_localstack.event_source_mappings.rules.refusals import MappingConflict
from users_pipeline_localstack.event_source_mappings.rules.source import MSK_CONFIG, SELF_MANAGED_CONFIG


def check_uniqueness(mapping: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> None:
    """LocalStack itself refuses a second mapping of the same function, source and topic."""
    groups = group_ids(mapping)
    for other in others:
        if other["UUID"] != mapping.get("UUID") and (shared := groups & group_ids(other)):
            raise MappingConflict(
                f"The consumer group ID {shared.pop()} must be unique among all your Kafka event sources: "
                f"the event source mapping with UUID {other['UUID']} has it."
            )


def group_ids(mapping: Mapping[str, Any]) -> set[str]:
    return {
        group for name in (MSK_CONFIG, SELF_MANAGED_CONFIG) for group in values_at(mapping, f"{name}.ConsumerGroupId")
    }
