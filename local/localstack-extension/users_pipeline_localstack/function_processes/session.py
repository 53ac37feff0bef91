"""One life of a function's process, from its start over its invocations to its end."""

import queue
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from users_pipeline_localstack.function_processes.failures import Failure, response_too_large
from users_pipeline_localstack.function_processes.process import FunctionProcess
from users_pipeline_localstack.function_processes.runtime_api import RuntimeApi
from users_pipeline_localstack.function_processes.runtimes.family import RuntimeCommand


@dataclass(frozen=True)
class Event:
    """What happened in the process, in order."""

    kind: Literal["ready", "init-failed", "response", "error", "exited"]
    body: bytes = b""
    request_id: str = ""
    returncode: int = 0
    failure: Failure | None = None


@dataclass(frozen=True)
class Call:
    """One invocation on its way to the process; `headers` are the Runtime API's."""

    request_id: str
    headers: Mapping[str, str]
    payload: bytes


class Session:
    def __init__(
        self,
        command: RuntimeCommand,
        environment: Mapping[str, str],
        directory: Path,
        max_response_bytes: int,
    ) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._calls: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._max_response_bytes = max_response_bytes
        self.taken = False
        """Whether the process has fetched the last call that was sent."""
        self._api = RuntimeApi(self)
        try:
            variables = {**environment, "AWS_LAMBDA_RUNTIME_API": self._api.address}
            self.process = FunctionProcess(command.argv, variables, directory, self._exited)
        except OSError:
            self._api.close()
            raise

    def send(self, call: Call) -> None:
        self.taken = False
        self._calls.put(call)

    def wait(self, timeout_seconds: float) -> Event | None:
        """The next event, or None when there is none in time."""
        try:
            return self._events.get(timeout=max(0.0, timeout_seconds))
        except queue.Empty:
            return None

    def settle(self, deadline: float) -> None:
        """Waits for the process to ask for the next call: until then it may log, as Java's does after an error."""
        while self.process.alive and (remaining := deadline - time.monotonic()) > 0:
            event = self.wait(remaining)
            if event and event.kind in ("ready", "exited"):
                return

    def end(self) -> None:
        """Kills the process and everything that it started."""
        self._calls.put(None)
        self.process.kill()

    def next_invocation(self) -> tuple[Mapping[str, str], bytes] | None:
        self._events.put(Event("ready"))
        # Looked at now because a process that exits by itself cannot be asked any more.
        self.process.peak_bytes()
        call = self._next_call()
        if call is None:
            return None
        self.taken = True
        return call.headers, call.payload

    def _next_call(self) -> Call | None:
        try:
            return self._calls.get_nowait()
        except queue.Empty:
            self.process.freeze()
            call = self._calls.get()
            self.process.thaw()
            return call

    def init_failed(self, body: bytes) -> None:
        self._events.put(Event("init-failed", body))

    def invocation_ended(self, request_id: str, body: bytes, is_error: bool) -> bool:
        if len(body) > self._max_response_bytes:
            failure = response_too_large(len(body), self._max_response_bytes)
            self._events.put(Event("error", failure.payload(), request_id, failure=failure))
            return False
        self._events.put(Event("error" if is_error else "response", body, request_id))
        return True

    def _exited(self, returncode: int) -> None:
        self._events.put(Event("exited", returncode=returncode))
        self._api.close()
        self._calls.put(None)
