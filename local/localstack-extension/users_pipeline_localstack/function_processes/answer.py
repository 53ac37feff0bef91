"""What an invocation comes to."""

import json
from dataclasses import dataclass

from users_pipeline_localstack.function_processes.failures import Failure


@dataclass(frozen=True)
class Answer:
    payload: bytes
    is_error: bool = False
    """Set when the platform, not the handler, made this answer."""
    failure: Failure | None = None


def failed(failure: Failure) -> Answer:
    return Answer(failure.payload(), True, failure)


def init_failed(payload: bytes) -> Answer:
    """The runtime has described the error, in its answer and in the log."""
    return Answer(payload, True, Failure(error_type(payload)))


def error_type(payload: bytes) -> str:
    try:
        return str(json.loads(payload)["errorType"])
    except (ValueError, TypeError, KeyError):
        return "Runtime.Unknown"
