"""What AWS answers when the runtime, not the handler, fails."""

import json
import signal
from dataclasses import dataclass

SIGNAL_NAMES = {signal.SIGKILL: "killed", signal.SIGABRT: "aborted", signal.SIGSEGV: "segmentation fault"}


@dataclass(frozen=True)
class Failure:
    error_type: str
    """Empty when the log tells it already."""
    message: str = ""
    status: str = "error"

    def payload(self) -> bytes:
        return json.dumps({"errorType": self.error_type, "errorMessage": self.message}).encode()


def exited(request_id: str, returncode: int) -> Failure:
    """:param returncode: as subprocess has it, negative for a signal"""
    return Failure("Runtime.ExitError", f"RequestId: {request_id} Error: {exit_reason(returncode)}")


def exit_reason(returncode: int) -> str:
    if returncode == 0:
        return "Runtime exited without providing a reason"
    if returncode > 0:
        return f"Runtime exited with error: exit status {returncode}"
    name = SIGNAL_NAMES.get(-returncode) or signal.strsignal(-returncode) or str(-returncode)
    return f"Runtime exited with error: signal: {name.lower()}"


def timed_out(request_id: str, timeout_seconds: float) -> Failure:
    message = f"RequestId: {request_id} Error: Task timed out after {timeout_seconds:.2f} seconds"
    return Failure("Sandbox.Timedout", message, "timeout")


def response_too_large(size_bytes: int, limit_bytes: int) -> Failure:
    message = f"Response payload size ({size_bytes} bytes) exceeded maximum allowed payload size ({limit_bytes} bytes)."
    return Failure("Function.ResponseSizeTooLarge", message)


def not_startable(request_id: str, reason: str) -> Failure:
    return Failure("Runtime.InvalidEntrypoint", f"RequestId: {request_id} Error: {reason}")


def not_executable(request_id: str, error: OSError) -> Failure:
    """In the words of AWS's platform, which is a Go program."""
    return not_startable(request_id, f"fork/exec {error.filename}: {(error.strerror or str(error)).lower()}")
