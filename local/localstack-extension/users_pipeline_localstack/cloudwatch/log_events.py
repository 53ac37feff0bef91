"""
CloudWatch Logs turns log events in the embedded metric format into metrics, whoever writes them; LocalStack does not.
Functions write theirs to a log group too, be they processes or containers.
"""

import logging
import time
from itertools import islice
from typing import Any

from localstack.services.cloudwatch.cloudwatch_database_helper import CloudwatchDatabase
from localstack.services.logs.provider import LogsProvider

from users_pipeline_localstack.cloudwatch import embedded_metrics
from users_pipeline_localstack.cloudwatch.points import MAX_GATHERED_POINTS
from users_pipeline_localstack.cloudwatch.write_points import POINTS

LOG = logging.getLogger(__name__)


def restore_dimensions(_database: CloudwatchDatabase, text: str | None) -> list[dict[str, str]] | None:
    """LocalStack's own fails for all metrics when a single dimension's value has an equals sign."""
    if not text:
        return None
    pairs = (pair.partition("=") for pair in text.split("\t") if pair)
    return [{"Name": name, "Value": value} for name, _, value in pairs]


def measure(context: Any) -> None:
    place = (context.account_id, context.region)
    events = context.service_request["logEvents"]
    found = (point for event in events for point in embedded_metrics.points(event["message"], *place, time.time()))
    # A few hostile events could have more than memory holds.
    if points := list(islice(found, MAX_GATHERED_POINTS)):
        POINTS.add(points)


def apply() -> None:
    put = LogsProvider.put_log_events

    def put_and_measure(provider: LogsProvider, context: Any, *args: Any, **kwargs: Any) -> Any:
        answer = put(provider, context, *args, **kwargs)
        try:
            measure(context)
        except Exception as error:
            LOG.warning("The metrics of log events are lost: %s", error)
        return answer

    LogsProvider.put_log_events = put_and_measure
    CloudwatchDatabase._restore_dimensions_from_string = restore_dimensions
