"""
LocalStack starts a thread for every invocation that makes a request to its own CloudWatch, and never forgets the
thread: ten milliseconds of the interpreter's time, competing with the next invocation, and memory that grows for ever.
Here invocations are counted, and one thread writes the counts once a second.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation import version_manager
from localstack.utils.bootstrap import is_api_enabled

LOG = logging.getLogger(__name__)
WRITE_INTERVAL_SECONDS = 1.0
STOP_TIMEOUT_SECONDS = 10.0
# CloudWatch's own limit of one PutMetricData.
MAX_DATA_PER_WRITE = 1000
METRICS_THREAD = "record-cloudwatch-metric"


class Key(NamedTuple):
    account_id: str
    region: str
    function_name: str
    metric: str


class MetricCounts:
    """Grows with the number of functions invoked within a second, not with that of invocations."""

    def __init__(self, write: Callable[[Counter[Key]], None]) -> None:
        self._write = write
        self._counts: Counter[Key] = Counter()
        self._lock = threading.Lock()
        self._pending = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def invocation(self, function_name: str, account_id: str, region_name: str) -> None:
        self._add(Key(account_id, region_name, function_name, "Invocations"))

    def error(self, function_name: str, account_id: str, region_name: str) -> None:
        self.invocation(function_name, account_id, region_name)
        self._add(Key(account_id, region_name, function_name, "Errors"))

    def stop(self) -> None:
        """Starts no further write, and waits for the one under way."""
        self._stopping.set()
        self._pending.set()
        if self._thread:
            self._thread.join(STOP_TIMEOUT_SECONDS)

    def _add(self, key: Key) -> None:
        with self._lock:
            self._counts[key] += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="lambda-metrics", daemon=True)
                self._thread.start()
        self._pending.set()

    def _run(self) -> None:
        while self._pending.wait():
            if self._stopping.wait(WRITE_INTERVAL_SECONDS):
                return
            with self._lock:
                counts, self._counts = self._counts, Counter()
                self._pending.clear()
            try:
                self._write(counts)
            except Exception as error:
                LOG.info("Unable to write Lambda metrics to CloudWatch: %s", error)


def write_to_cloudwatch(counts: Counter[Key]) -> None:
    if not is_api_enabled("cloudwatch"):
        return
    places = {(key.account_id, key.region) for key in counts}
    for account_id, region in places:
        data = [
            datum(key, count) for key, count in counts.items() if (key.account_id, key.region) == (account_id, region)
        ]
        client = connect_to(aws_access_key_id=account_id, region_name=region).cloudwatch
        for start in range(0, len(data), MAX_DATA_PER_WRITE):
            client.put_metric_data(Namespace="AWS/Lambda", MetricData=data[start : start + MAX_DATA_PER_WRITE])


def datum(key: Key, count: int) -> dict[str, Any]:
    """`count` data points of value 1: Sum and SampleCount are what single writes would have given."""
    return {
        "MetricName": key.metric,
        "Dimensions": [{"Name": "FunctionName", "Value": key.function_name}],
        "Timestamp": datetime.now(UTC),
        "Values": [1.0],
        "Counts": [float(count)],
    }


COUNTS = MetricCounts(write_to_cloudwatch)


def apply() -> None:
    start_thread = version_manager.start_thread

    def run_or_start_thread(method: Callable[..., Any], *args: Any, name: str | None = None, **kwargs: Any) -> Any:
        # Counting takes no thread.
        if name and name.startswith(METRICS_THREAD):
            return method()
        return start_thread(method, *args, name=name, **kwargs)

    version_manager.start_thread = run_or_start_thread
    version_manager.record_cw_metric_invocation = COUNTS.invocation
    version_manager.record_cw_metric_error = COUNTS.error
