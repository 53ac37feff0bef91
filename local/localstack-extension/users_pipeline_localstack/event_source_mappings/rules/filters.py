"""Which records reach the function: FilterCriteria. LocalStack itself knows the operators of patterns."""

import json
from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping

# AWS's quota; on request it gives 10.
MAX_FILTERS = 5
MAX_PATTERN_LENGTH = 4096


def check(mapping: Mapping[str, Any]) -> None:
    filters = (mapping.get("FilterCriteria") or {}).get("Filters") or []
    if len(filters) > MAX_FILTERS:
        raise InvalidMapping(f"FilterCriteria can have at most {MAX_FILTERS} filters.")
    for one in filters:
        check_pattern(one.get("Pattern") or "")


def check_pattern(pattern: str) -> None:
    if len(pattern) > MAX_PATTERN_LENGTH:
        raise InvalidMapping(
            "1 validation error detected: Value at 'filterCriteria.filters.pattern' failed to satisfy constraint: "
            f"Member must have length less than or equal to {MAX_PATTERN_LENGTH}"
        )
    try:
        is_object = isinstance(json.loads(pattern), dict)
    except (ValueError, RecursionError):
        is_object = False
    if not is_object:
        raise InvalidMapping("Invalid filter pattern definition.")
