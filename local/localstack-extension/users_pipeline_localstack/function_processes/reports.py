"""The lines that the Lambda platform writes around a function's own output, as text or as JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from users_pipeline_localstack.function_processes.failures import Failure

Phase = Literal["init", "invoke"]
"""Where a process is started: before the first invocation, or within one because the last process has ended."""


@dataclass
class Invocation:
    """One invocation as it goes into the log; times in milliseconds, memory in MB."""

    request_id: str
    version: str
    memory_size_mb: int
    """Lines written before the invocation began: the init phase's."""
    before: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)
    duration_ms: float = 0
    init_ms: float | None = None
    max_memory_mb: int = 0
    failure: Failure | None = None
    timeout_seconds: float = 0


def render(invocation: Invocation, as_json: bool) -> str:
    lines = json_lines(invocation) if as_json else text_lines(invocation)
    return "\n".join(lines) + "\n"


def text_lines(invocation: Invocation) -> Sequence[str]:
    request_id = invocation.request_id
    return [
        *invocation.before,
        f"START RequestId: {request_id} Version: {invocation.version}",
        *invocation.output,
        *failure_lines(invocation),
        f"END RequestId: {request_id}",
        report_line(invocation),
    ]


def failure_lines(invocation: Invocation) -> Sequence[str]:
    if not invocation.failure or not invocation.failure.message:
        return []
    if invocation.failure.status == "timeout":
        return [f"{timestamp()} {invocation.request_id} Task timed out after {invocation.timeout_seconds:.2f} seconds"]
    return [invocation.failure.message, invocation.failure.error_type]


def report_line(invocation: Invocation) -> str:
    fields = [
        f"REPORT RequestId: {invocation.request_id}",
        f"Duration: {invocation.duration_ms:.2f} ms",
        f"Billed Duration: {billed_ms(invocation)} ms",
        f"Memory Size: {invocation.memory_size_mb} MB",
        f"Max Memory Used: {invocation.max_memory_mb} MB",
    ]
    if invocation.init_ms is not None:
        fields.append(f"Init Duration: {invocation.init_ms:.2f} ms")
    if invocation.failure:
        fields.append(f"Status: {invocation.failure.status}")
        if invocation.failure.status == "error":
            fields.append(f"Error Type: {invocation.failure.error_type}")
    return "\t".join(fields)


def json_lines(invocation: Invocation) -> Sequence[str]:
    start = {"requestId": invocation.request_id, "version": invocation.version}
    return [
        *invocation.before,
        platform_line("platform.start", start),
        *invocation.output,
        platform_line("platform.report", json_report(invocation)),
    ]


def json_report(invocation: Invocation) -> dict[str, Any]:
    metrics: dict[str, float] = {
        "durationMs": round(invocation.duration_ms, 3),
        "billedDurationMs": billed_ms(invocation),
        "memorySizeMB": invocation.memory_size_mb,
        "maxMemoryUsedMB": invocation.max_memory_mb,
    }
    if invocation.init_ms is not None:
        metrics["initDurationMs"] = round(invocation.init_ms, 3)
    report: dict[str, Any] = {"requestId": invocation.request_id, "metrics": metrics, "status": "success"}
    if invocation.failure:
        report |= {"status": invocation.failure.status, "errorType": invocation.failure.error_type}
    return report


def init_start(version: str, as_json: bool) -> str:
    if not as_json:
        return f"INIT_START Runtime Version: {version}"
    return platform_line("platform.initStart", {"initializationType": "on-demand", "runtimeVersion": version})


def init_report(duration_ms: float, phase: Phase, failure: Failure, as_json: bool) -> str:
    """AWS writes one only for a start that failed."""
    if as_json:
        record = {"metrics": {"durationMs": round(duration_ms, 3)}, "phase": phase, "status": failure.status}
        return platform_line("platform.initReport", record | {"errorType": failure.error_type})
    kind = f"\tError Type: {failure.error_type}" if failure.status == "error" else ""
    return f"INIT_REPORT Init Duration: {duration_ms:.2f} ms\tPhase: {phase}\tStatus: {failure.status}{kind}"


def platform_line(kind: str, record: dict[str, Any]) -> str:
    return json.dumps({"time": timestamp(), "type": kind, "record": record}, separators=(",", ":"))


def billed_ms(invocation: Invocation) -> int:
    return math.ceil(invocation.duration_ms + (invocation.init_ms or 0))


def timestamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
