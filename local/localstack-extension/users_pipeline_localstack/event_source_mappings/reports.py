"""How a poller outside LocalStack reports about the mappings that it serves, all in one request."""

import json
from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.life_cycle import Status
from users_pipeline_localstack.event_source_mappings.life_cycles import Report

PATH = "/_localstack/kafka-event-source-mappings/status"
MAX_BYTES = 1024 * 1024
MAX_TEXT = 1000
STATES = frozenset({"Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating", "Deleting"})
EXAMPLE = (
    '{"poller": "an id", "mappings": [{"uuid": "…", "lastModified": 1767225600000, "state": "Enabled", '
    '"reason": "ESM_CONFIG_NOT_VALID", "lastProcessingResult": "OK"}]}'
)


def read_report(body: bytes) -> Report:
    """Raises ValueError that says what a report looks like."""
    try:
        report = json.loads(body)
        mappings = tuple(read_status(one) for one in report["mappings"])
        return Report(short_text(report["poller"]), mappings)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise ValueError(f"A report is JSON such as {EXAMPLE}: {error!r}") from error


def read_status(entry: Mapping[str, Any]) -> Status:
    if entry["state"] not in STATES:
        raise ValueError(f"{entry['state']} is no state of a mapping.")
    reason = entry.get("reason")
    return Status(
        uuid=short_text(entry["uuid"]),
        last_modified=int(entry["lastModified"]),
        state=entry["state"],
        reason=None if reason is None else short_text(reason),
        last_processing_result=short_text(entry["lastProcessingResult"]),
    )


def short_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text.")
    return value[:MAX_TEXT]
