"""
LocalStack starts a thread for every invocation that makes a request to its own CloudWatch, and never forgets the
thread: ten milliseconds of the interpreter's time, competing with the next invocation, and memory that grows for ever.
Here invocations are counted, and one thread writes the counts once a second.
"""

import time
from collections.abc import Callable
from typing import Any

from localstack.services.lambda_.invocation import version_manager

from users_pipeline_localstack.cloudwatch.points import Place, Point, Series
from users_pipeline_localstack.cloudwatch.write_points import POINTS

METRICS_THREAD = "record-cloudwatch-metric"


def count_invocation(function_name: str, account_id: str, region_name: str) -> None:
    count(["Invocations"], function_name, account_id, region_name)


def count_error(function_name: str, account_id: str, region_name: str) -> None:
    count(["Invocations", "Errors"], function_name, account_id, region_name)


def count(metrics: list[str], function_name: str, account_id: str, region_name: str) -> None:
    place = Place(account_id, region_name, "AWS/Lambda")
    dimensions = (("FunctionName", function_name),)
    POINTS.add([Point(place, Series(metric, dimensions, int(time.time())), 1.0) for metric in metrics])


def apply() -> None:
    start_thread = version_manager.start_thread

    def run_or_start_thread(method: Callable[..., Any], *args: Any, name: str | None = None, **kwargs: Any) -> Any:
        # Counting takes no thread.
        if name and name.startswith(METRICS_THREAD):
            return method()
        return start_thread(method, *args, name=name, **kwargs)

    version_manager.start_thread = run_or_start_thread
    version_manager.record_cw_metric_invocation = count_invocation
    version_manager.record_cw_metric_error = count_error
