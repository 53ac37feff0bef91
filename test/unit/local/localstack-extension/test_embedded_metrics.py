import json
import unittest
from typing import Any

from users_pipeline_localstack.cloudwatch.embedded_metrics import points
from users_pipeline_localstack.cloudwatch.points import Place, Point, Series

NOW = 1_800_000_000.0
PLACE = Place("000000000000", "us-east-1", "Shop")


def event(
    metrics: Any = ({"Name": "Sold", "Unit": "Count"},),
    dimensions: Any = (("service",),),
    timestamp: Any = NOW * 1000 + 999,
    namespace: Any = "Shop",
    **members: Any,
) -> dict[str, Any]:
    directive = {"Namespace": namespace, "Dimensions": dimensions, "Metrics": metrics}
    return {"_aws": {"Timestamp": timestamp, "CloudWatchMetrics": [directive]}, "service": "till", "Sold": 3} | members


def read(message: Any) -> list[Point]:
    text = message if isinstance(message, str) else json.dumps(message)
    return list(points(text, PLACE.account_id, PLACE.region, NOW))


def sold(value: float = 3.0, dimensions: tuple[tuple[str, str], ...] = (("service", "till"),)) -> Point:
    return Point(PLACE, Series("Sold", dimensions, int(NOW), "Count"), value)


class EmbeddedMetricsTest(unittest.TestCase):
    def test_reads_value_dimensions_unit_time_and_namespace(self) -> None:
        self.assertEqual(read(event()), [sold()])

    def test_reads_each_of_several_values(self) -> None:
        self.assertEqual(read(event(Sold=[1, 2.5, 1])), [sold(1.0), sold(2.5), sold(1.0)])

    def test_counts_for_each_set_of_dimensions(self) -> None:
        both = (("service", "till"), ("shop", "north"))

        found = read(event(dimensions=[["service"], ["service", "shop"], []], shop="north"))

        self.assertEqual(found, [sold(), sold(dimensions=both), sold(dimensions=())])

    def test_reads_several_directives_and_high_resolution(self) -> None:
        message = event()
        other = {"Namespace": "Other", "Dimensions": [[]], "Metrics": [{"Name": "Sold", "StorageResolution": 1}]}
        message["_aws"]["CloudWatchMetrics"].append(other)

        second = Point(PLACE._replace(namespace="Other"), Series("Sold", (), int(NOW), None, 1), 3.0)
        self.assertEqual(read(message), [sold(), second])

    def test_reads_what_node_writes_with_its_prefix(self) -> None:
        text = json.dumps(event(), indent=2).replace("\n", "\r")

        self.assertEqual(read(f"2026-05-01T00:00:00.000Z\t0b9e-1\tINFO\t{text}\n"), [sold()])

    def test_leaves_other_lines_alone(self) -> None:
        valid = json.dumps(event())
        nested = '{"_aws": {"CloudWatchMetrics": ' + "[" * 100_000
        for line in ["", "START RequestId: 1", '"_aws" "CloudWatchMetrics"', valid[:-1], valid + valid, f"[{valid}]", nested]:
            with self.subTest(line[:60]):
                self.assertEqual(read(line), [])

    def test_leaves_malformed_events_alone(self) -> None:
        malformed = {
            "no object": {"_aws": 'CloudWatchMetrics"_aws"'},
            "no directives": {"_aws": {"Timestamp": NOW * 1000, "CloudWatchMetrics": {}}},
            "no directive": {"_aws": {"Timestamp": NOW * 1000, "CloudWatchMetrics": [None, 1, "x"]}},
            "no time": event(timestamp=None),
            "a text as time": event(timestamp="now"),
            "too old": event(timestamp=(NOW - 15 * 86_400) * 1000),
            "too far ahead": event(timestamp=(NOW + 3 * 3600) * 1000),
            "no namespace": event(namespace=""),
            "a namespace of control characters": event(namespace="a\tb"),
            "no dimensions": event(dimensions=None),
            "dimensions that are no sets": event(dimensions=["service"]),
            "a dimension without a value": event(dimensions=[["shop"]]),
            "a number as dimension": event(service=7),
            "a dimension beyond ASCII": event(service="\ud800"),
            "a dimension that is too long": event(service="x" * 1025),
            "too many dimensions": event(dimensions=[[f"d{n}" for n in range(31)]], **{f"d{n}": "x" for n in range(31)}),
            "metrics that are none": event(metrics=[None, "Sold", {"Unit": "Count"}, {"Name": ["Sold"]}]),
            "an unknown unit": event(metrics=[{"Name": "Sold", "Unit": "Apples"}]),
            "a unit that is a list": event(metrics=[{"Name": "Sold", "Unit": ["Count"]}]),
            "an unknown resolution": event(metrics=[{"Name": "Sold", "StorageResolution": 7}]),
            "a resolution that is no integer": event(metrics=[{"Name": "Sold", "StorageResolution": 1.0}]),
        }
        for reason, message in malformed.items():
            with self.subTest(reason):
                self.assertEqual(read(message), [])

    def test_leaves_out_what_is_no_number(self) -> None:
        for value in ["3", None, True, {}, float("nan"), float("inf"), 10**400, [["3"]], []]:
            with self.subTest(str(value)[:20]):
                self.assertEqual(read(event(Sold=value)), [])

    def test_reads_no_more_than_cloudwatch_takes(self) -> None:
        metrics = [{"Name": f"m{n}"} for n in range(101)]

        self.assertEqual(len(read(event(metrics=metrics, **{f"m{n}": 1 for n in range(101)}))), 100)
        self.assertEqual(len(read(event(Sold=list(range(101))))), 100)
