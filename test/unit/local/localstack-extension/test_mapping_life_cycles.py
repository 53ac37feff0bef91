import json
import unittest
from typing import Any

from users_pipeline_localstack.event_source_mappings.life_cycles import LifeCycles
from users_pipeline_localstack.event_source_mappings.reports import read_report

URL = "http://127.0.0.1:4566"
NO_POLLER = f"PROBLEM: No poller is connected. Start one: npx kafka-event-source-mapping --endpoint-url {URL}"


class LifeCyclesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 1_767_225_600.0
        self.life_cycles = LifeCycles(lambda: self.now)

    def fields(self, uuid: str = "m") -> dict[str, Any]:
        self.life_cycles.look(uuid)
        return self.life_cycles.fields(uuid, URL)

    def state(self, uuid: str = "m") -> str:
        return self.fields(uuid)["State"]

    def gone(self) -> bool:
        life_cycle = self.life_cycles.look("m")
        return life_cycle is not None and life_cycle.gone

    def known(self) -> int:
        """What a poller knows that lists the mappings now."""
        return round(self.fields()["LastModified"].timestamp() * 1000)

    def report(self, state: str | None = None, known: int | None = None, **more: Any) -> None:
        """Of a poller about the mapping, or about none."""
        mappings: list[Any] = []
        if state:
            last_modified = self.known() if known is None else known
            entry = {"uuid": "m", "lastModified": last_modified, "state": state, "lastProcessingResult": "OK"}
            mappings.append(entry | more)
        report = {"poller": "p", "mappings": mappings}
        self.life_cycles.take(read_report(json.dumps(report).encode()))

    def enabled(self) -> None:
        """A mapping that a poller serves."""
        self.report()
        self.life_cycles.create("m", True)
        self.report("Enabled")

    def test_ends_each_transition_when_the_poller_has_carried_it_out(self) -> None:
        self.report()
        self.life_cycles.create("m", True)
        transitions = [
            ("Creating", "Creating", "Enabled"),
            ("Updating", "Updating", "Enabled"),
            ("Disabling", "Disabling", "Disabled"),
            ("Enabling", "Enabling", "Enabled"),
        ]
        changes = iter([None, True, False, True])
        for transition, under_way, end in transitions:
            with self.subTest(transition):
                if (enabled := next(changes)) is not None:
                    self.life_cycles.change("m", enabled)

                self.report(under_way)
                during = self.state()
                self.report(end)

                self.assertEqual([during, self.state()], [transition, end])

    def test_is_not_ended_by_a_report_of_the_configuration_before(self) -> None:
        self.enabled()
        before = self.known()
        self.life_cycles.change("m", True)

        self.report("Enabled", known=before)

        self.assertEqual(self.state(), "Updating")
        self.report("Enabled")
        self.assertEqual(self.state(), "Enabled")

    def test_goes_on_without_a_poller_and_says_how_to_start_one(self) -> None:
        self.life_cycles.create("m", True)

        fields = self.fields()

        self.assertEqual([fields["State"], fields["LastProcessingResult"]], ["Enabled", NO_POLLER])

    def test_gives_a_connected_poller_ten_seconds_to_find_a_new_mapping(self) -> None:
        self.report()
        self.life_cycles.create("m", True)

        self.now += 9
        waiting = self.fields()
        self.report()
        self.now += 2
        unserved = self.fields()

        self.assertEqual([waiting["State"], waiting["LastProcessingResult"]], ["Creating", "No records processed"])
        self.assertEqual([unserved["State"], unserved["LastProcessingResult"]], ["Enabled", NO_POLLER])

    def test_tells_that_the_poller_is_gone_until_it_is_back(self) -> None:
        self.enabled()

        self.now += 10
        gone = self.fields()["LastProcessingResult"]
        self.report("Creating")
        back = self.fields()

        self.assertEqual(gone, NO_POLLER)
        self.assertEqual([back["State"], back["LastProcessingResult"]], ["Enabled", "OK"])

    def test_tells_at_once_that_the_poller_serves_the_mapping_no_more(self) -> None:
        self.enabled()
        self.now += 11

        self.report()

        self.assertEqual(self.fields()["LastProcessingResult"], NO_POLLER)

    def test_tells_why_a_mapping_cannot_be_polled_and_keeps_nobody_waiting(self) -> None:
        self.report()
        self.life_cycles.create("m", True)

        self.report("Creating", reason="EVENT_SOURCE_AUTHN_ERROR", lastProcessingResult="PROBLEM: no")
        stuck = self.fields()
        self.report("Enabled")
        mended = self.fields()

        self.assertEqual([stuck["State"], stuck["StateTransitionReason"]], ["Enabled", "EVENT_SOURCE_AUTHN_ERROR"])
        self.assertEqual(stuck["LastProcessingResult"], "PROBLEM: no")
        self.assertEqual(mended["StateTransitionReason"], "USER_INITIATED")

    def test_does_not_wait_for_ever_for_a_poller_that_never_gets_there(self) -> None:
        self.enabled()
        self.life_cycles.change("m", True)

        for _ in range(18):
            self.assertEqual(self.state(), "Updating")
            self.now += 5
            self.report("Updating")

        self.assertEqual(self.state(), "Enabled")

    def test_stays_deleting_until_the_poller_has_drained_it(self) -> None:
        self.enabled()
        self.life_cycles.delete("m")

        self.report("Disabling")
        draining = self.state()
        self.assertFalse(self.gone())
        self.report("Disabled")

        self.assertEqual(draining, "Deleting")
        self.assertTrue(self.gone())

    def test_is_deleted_as_soon_as_nobody_serves_it(self) -> None:
        for serve in (self.report, lambda: self.report("Disabling")):
            with self.subTest(serve):
                self.enabled()
                self.life_cycles.delete("m")

                serve()
                self.report()

                self.assertTrue(self.gone())

    def test_needs_no_poller_to_stay_disabled(self) -> None:
        self.report()
        self.life_cycles.create("m", False)
        created = self.fields()
        self.life_cycles.change("m", False)

        updated = self.fields()

        for fields in (created, updated):
            self.assertEqual([fields["State"], fields["LastProcessingResult"]], ["Disabled", "No records processed"])

    def test_ignores_reports_about_mappings_that_it_does_not_know(self) -> None:
        self.enabled()
        self.life_cycles.forget("m")

        self.report("Enabled", known=1)

        self.assertIsNone(self.life_cycles.look("m"))

    def test_tells_a_later_time_with_each_change(self) -> None:
        self.enabled()
        before = self.known()

        self.life_cycles.change("m", True)

        self.assertGreater(self.known(), before)


class ReportTest(unittest.TestCase):
    def test_says_what_a_report_looks_like(self) -> None:
        good = {"uuid": "m", "lastModified": 1, "state": "Enabled", "lastProcessingResult": "OK"}
        malformed: list[Any] = [
            "text",
            [],
            {"poller": "p"},
            {"poller": 1, "mappings": []},
            {"poller": "p", "mappings": [good | {"state": "Polling"}]},
            {"poller": "p", "mappings": [good | {"lastModified": float("inf")}]},
            {"poller": "p", "mappings": [good | {"lastProcessingResult": None}]},
        ]
        for report in malformed:
            with self.subTest(report), self.assertRaisesRegex(ValueError, "A report is JSON such as"):
                read_report(json.dumps(report).encode())

    def test_shortens_long_texts(self) -> None:
        entry = {"uuid": "m", "lastModified": 1, "state": "Enabled", "lastProcessingResult": "x" * 5000}

        report = read_report(json.dumps({"poller": "p", "mappings": [entry]}).encode())

        self.assertEqual(len(report.mappings[0].last_processing_result), 1000)
