"""Where the functions behind custom resources answer: an address for each request, good for one answer."""

import json
import queue
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from localstack import config
from localstack.services.internal import get_internal_apis
from rolo import Request, Response

PATH = "/_localstack/custom-resource-responses"

# By the secret part of the address; the stack that waits is the only reader.
_waiting: dict[str, "queue.Queue[dict[str, Any]]"] = {}


@contextmanager
def response_address() -> "Iterator[tuple[str, queue.Queue[dict[str, Any]]]]":
    """The ResponseURL of a request, and the queue that its answer comes to."""
    token = secrets.token_urlsafe(24)
    answers: queue.Queue[dict[str, Any]] = queue.Queue(maxsize=1)
    _waiting[token] = answers
    try:
        yield f"{config.internal_service_url()}{PATH}/{token}", answers
    finally:
        del _waiting[token]


def take_response(request: Request, token: str) -> Response:
    answers = _waiting.get(token)
    if answers is None:
        return Response("Nobody waits for this answer (any more).\n", status=404)
    try:
        answers.put_nowait(json.loads(request.get_data()))
    except queue.Full:
        return Response("This was answered before.\n", status=409)
    except ValueError as error:
        return Response(f"The answer is not JSON: {error}\n", status=400)
    return Response(status=200)


def apply() -> None:
    get_internal_apis().add(f"{PATH}/<token>", take_response, methods=["PUT"])
