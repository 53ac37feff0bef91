"""Data points of metrics, gathered for a second and written together by one thread."""

import logging
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import batched
from typing import Any, NamedTuple

LOG = logging.getLogger(__name__)
WRITE_INTERVAL_SECONDS = 1.0
STOP_TIMEOUT_SECONDS = 10.0
# More different points of one second are dropped: whoever counts never waits, and memory does not grow.
MAX_GATHERED_POINTS = 20_000
# CloudWatch's own limits of one PutMetricData.
MAX_DATA_PER_REQUEST = 1000
MAX_VALUES_PER_DATUM = 150

Dimensions = tuple[tuple[str, str], ...]


class Place(NamedTuple):
    account_id: str
    region: str
    namespace: str


class Series(NamedTuple):
    name: str
    dimensions: Dimensions
    # Of the Unix epoch: what CloudWatch keeps of a timestamp.
    second: int
    unit: str | None = None
    # 1 for a metric of high resolution.
    resolution: int | None = None


class Point(NamedTuple):
    """One value of a metric. Equal ones are counted, not kept."""

    place: Place
    series: Series
    value: float


class Points:
    """Grows with the number of different points within a second, not with that of invocations, and no further."""

    def __init__(self, write: Callable[[Counter[Point]], None]) -> None:
        self._write = write
        self._counts: Counter[Point] = Counter()
        self._dropped = 0
        self._lock = threading.Lock()
        self._pending = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, points: Iterable[Point]) -> None:
        with self._lock:
            for point in points:
                if point in self._counts or len(self._counts) < MAX_GATHERED_POINTS:
                    self._counts[point] += 1
                else:
                    self._dropped += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="metric-points", daemon=True)
                self._thread.start()
        self._pending.set()

    def stop(self) -> None:
        """Starts no further write, and waits for the one under way."""
        self._stopping.set()
        self._pending.set()
        if self._thread:
            self._thread.join(STOP_TIMEOUT_SECONDS)

    def _run(self) -> None:
        while self._pending.wait():
            if self._stopping.wait(WRITE_INTERVAL_SECONDS):
                return
            counts, dropped = self._take()
            if dropped:
                LOG.warning("Dropped %s data points of metrics: more than %s came at once.", dropped, len(counts))
            try:
                self._write(counts)
            except Exception as error:
                LOG.info("Unable to write metrics to CloudWatch: %s", error)

    def _take(self) -> tuple[Counter[Point], int]:
        with self._lock:
            taken = self._counts, self._dropped
            self._counts, self._dropped = Counter(), 0
            self._pending.clear()
            return taken


def requests(counts: Counter[Point]) -> Iterator[tuple[Place, list[dict[str, Any]]]]:
    """What PutMetricData is asked, each within its limits. `count` values of a point are as many single writes."""
    places: defaultdict[Place, defaultdict[Series, list[tuple[float, int]]]] = defaultdict(lambda: defaultdict(list))
    for (place, series, value), count in counts.items():
        places[place][series].append((value, count))
    for place, all_series in places.items():
        data = (
            datum(series, part)
            for series, values in all_series.items()
            for part in batched(values, MAX_VALUES_PER_DATUM)
        )
        for part in batched(data, MAX_DATA_PER_REQUEST):
            yield place, list(part)


def datum(series: Series, values: Iterable[tuple[float, int]]) -> dict[str, Any]:
    numbers, counts = zip(*values, strict=True)
    optional = {"Unit": series.unit, "StorageResolution": series.resolution}
    return {
        "MetricName": series.name,
        "Dimensions": [{"Name": name, "Value": value} for name, value in series.dimensions],
        "Timestamp": datetime.fromtimestamp(series.second, UTC),
        "Values": list(numbers),
        "Counts": [float(count) for count in counts],
        **{name: value for name, value in optional.items() if value is not None},
    }
