"""
The embedded metric format: a log event of JSON whose `_aws` tells which of its members are metrics. What is malformed is
no metric, as on AWS, and never an error: the event is in the log all the same.
"""

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from users_pipeline_localstack.cloudwatch.points import Dimensions, Place, Point, Series

# CloudWatch's own limits.
MAX_METRICS = 100
MAX_VALUES = 100
MAX_DIMENSIONS = 30
MAX_NAME_LENGTH = 1024
MAX_NUMBER = 2.0**360
OLDEST_SECONDS = 14 * 86_400
NEWEST_SECONDS = 2 * 3600

PER_SECOND = ("Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes")
PER_SECOND += ("Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Count")
UNITS = (*PER_SECOND, *(f"{unit}/Second" for unit in PER_SECOND))
UNITS += ("Seconds", "Microseconds", "Milliseconds", "Percent", "None")

# What Node's console writes before a line of a function whose log is text: time, request and level.
NODE_PREFIX = re.compile(r"[^\t{]*\t[^\t{]*\t[A-Z]+\t")


def points(message: str, account_id: str, region: str, now: float) -> Iterator[Point]:
    """:param now: in seconds; CloudWatch takes two weeks before, and two hours after"""
    event = parse(message)
    if event is None:
        return
    second = second_of(event["_aws"].get("Timestamp"))
    directives = event["_aws"].get("CloudWatchMetrics")
    if second is None or not now - OLDEST_SECONDS <= second <= now + NEWEST_SECONDS or not isinstance(directives, list):
        return
    for directive in directives:
        yield from points_of(directive, event, account_id, region, second)


def parse(message: str) -> dict[str, Any] | None:
    # Nearly every event is none of these, and is not parsed.
    if '"_aws"' not in message or '"CloudWatchMetrics"' not in message:
        return None
    prefix = NODE_PREFIX.match(message)
    try:
        event = json.loads(message[prefix.end() if prefix else 0 :])
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("_aws"), dict) else None


def points_of(directive: Any, event: dict[str, Any], account_id: str, region: str, second: int) -> Iterator[Point]:
    if not isinstance(directive, dict) or not is_name(namespace := directive.get("Namespace")):
        return
    place = Place(account_id, region, namespace)
    sets = list_of(directive, "Dimensions")
    metrics = list_of(directive, "Metrics")[:MAX_METRICS]
    for names, metric in product(sets, metrics):
        dimensions = dimensions_of(names, event)
        if dimensions is None or not is_metric(metric):
            continue
        series = Series(metric["Name"], dimensions, second, metric.get("Unit"), metric.get("StorageResolution"))
        for value in values_of(event.get(metric["Name"])):
            yield Point(place, series, value)


def dimensions_of(names: Any, event: dict[str, Any]) -> Dimensions | None:
    if not isinstance(names, list) or len(names) > MAX_DIMENSIONS or not all(is_name(name) for name in names):
        return None
    dimensions = tuple((name, event.get(name)) for name in names)
    return dimensions if all(is_name(value) for _, value in dimensions) else None


def is_metric(metric: Any) -> bool:
    if not isinstance(metric, dict) or not is_name(metric.get("Name")) or metric.get("Unit", "None") not in UNITS:
        return False
    resolution = metric.get("StorageResolution", 60)
    return type(resolution) is int and resolution in (1, 60)


def values_of(member: Any) -> Iterator[float]:
    for value in member[:MAX_VALUES] if isinstance(member, list) else [member]:
        # Neither NaN nor an infinity passes, and no integer that is too large for a float.
        if isinstance(value, int | float) and not isinstance(value, bool) and -MAX_NUMBER <= value <= MAX_NUMBER:
            yield float(value)


def second_of(timestamp: Any) -> int | None:
    """:param timestamp: in milliseconds"""
    return next((int(value // 1000) for value in values_of(timestamp)), None)


def is_name(value: Any) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= MAX_NAME_LENGTH
        and value.isascii()
        and value.isprintable()
        and not value.isspace()
    )


def list_of(directive: dict[str, Any], name: str) -> list[Any]:
    value = directive.get(name)
    return value if isinstance(value, list) else []
