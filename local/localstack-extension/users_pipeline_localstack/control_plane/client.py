"""Asks the control plane, whose address is in the variable CONTROL_PLANE_URL."""

import json
import os
import urllib.error
import urllib.request
import uuid
from datetime import datetime
from typing import Any

from localstack.aws.api import CommonServiceException

VARIABLE = "CONTROL_PLANE_URL"
# LocalStack forgets what it has when it ends: the control plane has to know that this is not the one of before.
RUN = str(uuid.uuid4())


def is_configured() -> bool:
    return bool(os.environ.get(VARIABLE))


def ask(path: str, body: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Raises the CommonServiceException that AWS's client is to see."""
    if not is_configured():
        raise CommonServiceException("ServiceUnavailableException", f"{VARIABLE} does not say who answers this.", 503)
    url = f"{os.environ[VARIABLE]}/{path}"
    data = json.dumps({**body, "run": RUN}, default=plain).encode()
    request = urllib.request.Request(url, data=data, headers={"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        if error.code != 422:
            raise unreachable(f"{url} answers {error.code}") from error
        refusal = json.load(error)
        sender_fault = refusal["status"] < 500
        raise CommonServiceException(refusal["code"], refusal["message"], refusal["status"], sender_fault) from None
    except OSError as error:
        raise unreachable(f"{url} does not answer: {error}") from error


def unreachable(reason: str) -> CommonServiceException:
    message = f"{reason}. Is the control plane running? npm run services starts it."
    return CommonServiceException("ServiceUnavailableException", message, 503)


def plain(value: Any) -> str:
    """Instants as ISO texts; the APIs in question have texts in all their blobs."""
    return value.isoformat() if isinstance(value, datetime) else value.decode()
