"""
AWS's rules about the fields of a Kafka event source mapping that LocalStack does not know, in AWS's words where they
are known.
"""

from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules import (
    access,
    constraints,
    destination,
    filters,
    modes,
    source,
)
from users_pipeline_localstack.event_source_mappings.rules.function import check_timeout
from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping, MappingConflict
from users_pipeline_localstack.event_source_mappings.rules.uniqueness import check_uniqueness
from users_pipeline_localstack.event_source_mappings.rules.updates import (
    drop_removed_fields,
    keep_what_is_fixed,
    use_api_spelling,
)

__all__ = [
    "InvalidMapping",
    "MappingConflict",
    "check",
    "check_timeout",
    "check_uniqueness",
    "drop_removed_fields",
    "keep_what_is_fixed",
    "use_api_spelling",
]


def check(mapping: Mapping[str, Any]) -> None:
    """Raises InvalidMapping for what AWS would not take either. :param mapping: as it is to be"""
    for rules in (constraints, source, access, filters, destination, modes):
        rules.check(mapping)
