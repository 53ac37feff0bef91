"""Where the functions behind custom resources answer: an address for each request, good for one answer."""

import secrets
from collections.abc import Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager

from localstack.services.internal import get_internal_apis
from rolo import Request, Response

from users_pipeline_localstack.gateway import gateway_url

PATH = "/_localstack/custom-resource-responses"

# By the secret part of the address.
_waiting: dict[str, Future[bytes]] = {}


@contextmanager
def response_address() -> Iterator[tuple[str, Future[bytes]]]:
    """The ResponseURL of a request, and the answer that comes there."""
    token = secrets.token_urlsafe(24)
    answer = _waiting[token] = Future()
    try:
        yield f"{gateway_url()}{PATH}/{token}", answer
    finally:
        del _waiting[token]


def take_response(request: Request, token: str) -> Response:
    body = request.get_data()
    try:
        _waiting[token].set_result(body)
    except (KeyError, InvalidStateError):
        return Response("Nobody waits for this answer: it came before, or comes too late.\n", status=409)
    return Response(status=200)


def apply() -> None:
    get_internal_apis().add(f"{PATH}/<token>", take_response, methods=["PUT"])
