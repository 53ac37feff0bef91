"""One execution environment: a process that is started, invoked one call at a time, and replaced when it ends."""

import math
import signal
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from users_pipeline_localstack.function_processes.answer import Answer, failed, init_failed
from users_pipeline_localstack.function_processes.failures import (
    Failure,
    exited,
    not_executable,
    not_startable,
    timed_out,
)
from users_pipeline_localstack.function_processes.memory import MIB
from users_pipeline_localstack.function_processes.reports import Invocation, Phase, init_report, init_start, render
from users_pipeline_localstack.function_processes.runtimes.family import Launch, RuntimeUnavailable
from users_pipeline_localstack.function_processes.runtimes.table import command_for
from users_pipeline_localstack.function_processes.session import Call, Event, Session

INIT_TIMEOUT_SECONDS = 10.0
MEMORY_CHECK_SECONDS = 0.05
# How long a runtime may go on after its answer before the log of the invocation is closed.
SETTLE_SECONDS = 1.0
KILLED = -signal.SIGKILL
Wanted = Literal["ready", "answer"]


@dataclass(frozen=True)
class Function:
    version: str
    runtime: str
    memory_mb: int
    timeout_seconds: float
    task_root: Path
    logs_json: bool
    max_response_bytes: int


class Sandbox:
    def __init__(self, function: Function, environment: Mapping[str, str], host: Mapping[str, str]) -> None:
        """:param host: the variables of LocalStack's own process, where the runtimes' programs are named"""
        self._function = function
        self._environment = environment
        self._host = host
        self._session: Session | None = None
        self._stopped = False
        self._busy = False
        self._lock = threading.Lock()
        # What precedes START in the log of the next invocation.
        self._log_before: list[str] = []
        self._init_ms: float | None = None

    def initialise(self) -> Answer | None:
        """The init phase: at most 10 s. Returns its failure, which the next invocation repeats and reports."""
        return self._start("init", "init", time.monotonic() + INIT_TIMEOUT_SECONDS)

    def invoke(self, call: Call) -> tuple[Answer, str]:
        """Returns the answer and the log of this invocation."""
        with self._lock:
            self._busy = True
        try:
            return self._invoke(call)
        finally:
            with self._lock:
                self._busy = False
                stopped = self._stopped
            if stopped:
                self._end_session()

    def stop(self, at_once: bool) -> None:
        """As on AWS an invocation under way ends in its own time, unless `at_once`."""
        # An invocation that begins now waits for the end of the process, and starts one of its own.
        with self._lock:
            self._stopped = True
            if at_once or not self._busy:
                self._end_session()

    def _invoke(self, call: Call) -> tuple[Answer, str]:
        began = time.monotonic()
        self._log_before += self._take_output()
        answer = self._answer(call, began + self._function.timeout_seconds)
        answer, max_memory_mb = self._check_memory(call, answer)
        invocation = Invocation(
            request_id=call.request_id,
            version=self._function.version,
            memory_size_mb=self._function.memory_mb,
            before=self._log_before,
            output=self._take_output(),
            duration_ms=(time.monotonic() - began) * 1000,
            init_ms=self._init_ms,
            max_memory_mb=max_memory_mb,
            failure=answer.failure,
            timeout_seconds=self._function.timeout_seconds,
        )
        self._log_before, self._init_ms = [], None
        return answer, render(invocation, self._function.logs_json)

    def _answer(self, call: Call, deadline: float) -> Answer:
        for _ in range(2):
            session = self._session
            if session is None or not session.process.alive:
                if failure := self._start("invoke", call.request_id, deadline):
                    return failure
                session = self._session
            assert session is not None
            session.send(call)
            if answer := self._wait(session, call.request_id, deadline, "answer"):
                session.settle(min(deadline, time.monotonic() + SETTLE_SECONDS))
                return answer
        # Not even a fresh process fetched the call.
        return failed(exited(call.request_id, KILLED))

    def _start(self, phase: Phase, request_id: str, deadline: float) -> Answer | None:
        """Starts a process and waits until it asks for an invocation. Returns its failure."""
        began = time.monotonic()
        answer = self._launch(phase, request_id, deadline)
        milliseconds = (time.monotonic() - began) * 1000
        self._log_before += self._take_output()
        if answer and answer.failure:
            self._log_before.append(init_report(milliseconds, phase, answer.failure, self._function.logs_json))
        elif phase == "init":
            self._init_ms = milliseconds
        return answer

    def _launch(self, phase: Phase, request_id: str, deadline: float) -> Answer | None:
        function = self._function
        self._log_before += self._take_output()
        try:
            launch = Launch(function.runtime, function.memory_mb, function.task_root, self._environment, self._host)
            command = command_for(launch)
            session = Session(command, self._environment, function.task_root, function.max_response_bytes)
        except RuntimeUnavailable as error:
            return failed(not_startable(request_id, str(error)))
        except OSError as error:
            return failed(not_executable(request_id, error))
        with self._lock:
            self._session = session
            stopped = self._stopped and not self._busy
        if stopped:
            self._end_session()
        if phase == "init":
            self._log_before.append(init_start(command.version, function.logs_json))
        return self._wait(session, request_id, deadline, "ready")

    def _wait(self, session: Session, request_id: str, deadline: float, wanted: Wanted) -> Answer | None:
        """
        Waits for the process to be ready, or for its answer. None when it is ready, and also when it ended before it
        fetched the call: then the call may be sent again.
        """
        while True:
            remaining = deadline - time.monotonic()
            event = session.wait(min(remaining, MEMORY_CHECK_SECONDS))
            if event is None:
                if failure := self._broken_limit(session, request_id, remaining):
                    self._end_session()
                    return failed(failure)
            elif event.kind == ("ready" if wanted == "ready" else "exited") and not session.taken:
                return None
            elif answer := self._answer_of(event, request_id):
                return answer

    def _broken_limit(self, session: Session, request_id: str, remaining_seconds: float) -> Failure | None:
        if session.process.peak_bytes() > self._function.memory_mb * MIB:
            return exited(request_id, KILLED)
        return timed_out(request_id, self._function.timeout_seconds) if remaining_seconds <= 0 else None

    def _answer_of(self, event: Event, request_id: str) -> Answer | None:
        if event.kind == "exited":
            return failed(exited(request_id, event.returncode))
        if event.kind == "init-failed":
            self._end_session()
            return init_failed(event.body)
        if event.request_id != request_id:
            return None
        return Answer(event.body, is_error=event.kind != "response", failure=event.failure)

    def _check_memory(self, call: Call, answer: Answer) -> tuple[Answer, int]:
        """A process that went over its memory between two looks at it was over it all the same."""
        session = self._session
        peak_mb = math.ceil(session.process.peak_bytes() / MIB) if session else 0
        if session is None or peak_mb <= self._function.memory_mb:
            return answer, peak_mb
        self._end_session()
        return failed(exited(call.request_id, KILLED)), self._function.memory_mb

    def _take_output(self) -> list[str]:
        return self._session.process.output.take() if self._session else []

    def _end_session(self) -> None:
        """The session stays: its output and its peak of memory are still to be read."""
        if session := self._session:
            session.end()
