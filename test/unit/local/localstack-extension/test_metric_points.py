import threading
import unittest
from collections import Counter
from unittest.mock import patch

from users_pipeline_localstack.cloudwatch import points
from users_pipeline_localstack.cloudwatch.points import Place, Point, Points, Series, requests

PLACE = Place("000000000000", "us-east-1", "Shop")
SOLD = Series("Sold", (("service", "till"),), 1_800_000_000, "Count")


class RequestsTest(unittest.TestCase):
    def test_puts_the_values_of_a_series_into_one_datum(self) -> None:
        counts = Counter([Point(PLACE, SOLD, 1.0), Point(PLACE, SOLD, 1.0), Point(PLACE, SOLD, 4.0)])

        [(place, [datum])] = requests(counts)

        self.assertEqual(place, PLACE)
        self.assertEqual(datum.pop("Timestamp").timestamp(), 1_800_000_000)
        expected = {"MetricName": "Sold", "Dimensions": [{"Name": "service", "Value": "till"}], "Unit": "Count"}
        self.assertEqual(datum, {**expected, "Values": [1.0, 4.0], "Counts": [2.0, 1.0]})

    def test_keeps_places_apart(self) -> None:
        other = PLACE._replace(region="eu-west-1")

        asked = list(requests(Counter([Point(PLACE, SOLD, 1.0), Point(other, SOLD, 1.0)])))

        self.assertEqual([place for place, _ in asked], [PLACE, other])

    def test_keeps_the_limits_of_a_request(self) -> None:
        values = Counter(Point(PLACE, SOLD, float(n)) for n in range(151))
        series = Counter(Point(PLACE, SOLD._replace(name=f"m{n}"), 1.0) for n in range(1001))

        self.assertEqual([len(datum["Values"]) for _, data in requests(values) for datum in data], [150, 1])
        self.assertEqual([len(data) for _, data in requests(series)], [1000, 1])


class PointsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.enterContext(patch.object(points, "WRITE_INTERVAL_SECONDS", 0.01))
        self.written: list[Counter[Point]] = []
        self.came = threading.Semaphore(0)

    def gather(self, fail: bool = False) -> Points:
        def write(counts: Counter[Point]) -> None:
            self.written.append(counts)
            self.came.release()
            if fail:
                raise RuntimeError("away")

        gathered = Points(write)
        self.addCleanup(gathered.stop)
        return gathered

    def wait(self) -> None:
        self.assertTrue(self.came.acquire(timeout=5))

    def test_writes_what_came(self) -> None:
        self.gather().add([Point(PLACE, SOLD, 1.0), Point(PLACE, SOLD, 1.0)])

        self.wait()

        self.assertEqual(self.written, [Counter({Point(PLACE, SOLD, 1.0): 2})])

    def test_goes_on_after_a_write_that_failed(self) -> None:
        gathered = self.gather(fail=True)
        for value in (1.0, 2.0):
            gathered.add([Point(PLACE, SOLD, value)])
            self.wait()

        self.assertEqual([list(counts) for counts in self.written], [[Point(PLACE, SOLD, n)] for n in (1.0, 2.0)])

    def test_drops_points_beyond_its_bound_and_says_so(self) -> None:
        with patch.object(points, "MAX_GATHERED_POINTS", 2), self.assertLogs(points.LOG, "WARNING") as logs:
            self.gather().add([Point(PLACE, SOLD, float(n % 3)) for n in range(6)])
            self.wait()

        self.assertEqual(self.written[0].total(), 4)
        self.assertIn("Dropped 2 data points", logs.output[0])

    def test_writes_nothing_once_it_is_stopped(self) -> None:
        gathered = self.gather()
        gathered.stop()

        gathered.add([Point(PLACE, SOLD, 1.0)])
        gathered.stop()

        self.assertEqual(self.written, [])
