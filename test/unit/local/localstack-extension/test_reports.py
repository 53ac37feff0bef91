import json
import unittest

from users_pipeline_localstack.function_processes.failures import Failure, exited, timed_out
from users_pipeline_localstack.function_processes.reports import Invocation, init_report, render


def invocation(**fields: object) -> Invocation:
    values = {
        "request_id": "id",
        "version": "$LATEST",
        "memory_size_mb": 128,
        "duration_ms": 1.005,
        "max_memory_mb": 64,
    }
    return Invocation(**{**values, **fields})


class ReportsTest(unittest.TestCase):
    def test_bills_the_init_phase_with_the_first_invocation(self) -> None:
        text = render(invocation(before=["init"], output=["hello"], init_ms=100.5), as_json=False)

        report = (
            "REPORT RequestId: id\tDuration: 1.00 ms\tBilled Duration: 102 ms\tMemory Size: 128 MB"
            "\tMax Memory Used: 64 MB\tInit Duration: 100.50 ms"
        )
        self.assertEqual(
            text.splitlines(),
            ["init", "START RequestId: id Version: $LATEST", "hello", "END RequestId: id", report],
        )

    def test_tells_how_the_platform_ended_an_invocation(self) -> None:
        cases = {
            "exit": (exited("id", 3), "Runtime exited with error: exit status 3", "Error Type: Runtime.ExitError"),
            "signal": (exited("id", -9), "Runtime exited with error: signal: killed", "Status: error"),
            "abort": (exited("id", -6), "Runtime exited with error: signal: aborted", "Status: error"),
            "nothing": (exited("id", 0), "Runtime exited without providing a reason", "Status: error"),
            "timeout": (timed_out("id", 3), "id Task timed out after 3.00 seconds", "\tStatus: timeout"),
        }
        for name, (failure, line, end) in cases.items():
            with self.subTest(name):
                text = render(invocation(failure=failure, timeout_seconds=3), as_json=False)

                self.assertIn(line, text)
                self.assertIn(end, text.splitlines()[-1])

    def test_leaves_out_of_the_text_what_the_runtime_has_logged(self) -> None:
        text = render(invocation(failure=Failure("Runtime.ImportModuleError")), as_json=False)

        start, end, report = text.splitlines()
        self.assertEqual((start[:5], end[:3]), ("START", "END"))
        self.assertTrue(report.endswith("\tStatus: error\tError Type: Runtime.ImportModuleError"))

    def test_reports_a_start_that_failed_with_its_phase(self) -> None:
        cases = {
            exited(
                "id", 1
            ): "INIT_REPORT Init Duration: 1.50 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError",
            timed_out("id", 3): "INIT_REPORT Init Duration: 1.50 ms\tPhase: init\tStatus: timeout",
        }
        for failure, line in cases.items():
            self.assertEqual(init_report(1.5, "init", failure, as_json=False), line)

        record = json.loads(init_report(1.5, "invoke", exited("id", 1), as_json=True))["record"]
        self.assertEqual((record["phase"], record["errorType"]), ("invoke", "Runtime.ExitError"))

    def test_writes_json_that_says_the_same(self) -> None:
        text = render(invocation(failure=timed_out("id", 3)), as_json=True)

        start, report = (json.loads(line) for line in text.splitlines())
        self.assertEqual(start["record"], {"requestId": "id", "version": "$LATEST"})
        self.assertEqual(report["record"]["status"], "timeout")
        self.assertEqual(report["record"]["metrics"]["maxMemoryUsedMB"], 64)
