"""What CloudFormation sends to the function behind a custom resource."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PHYSICAL_ID = "PhysicalResourceId"
# In the resource's model, beside the attributes: what the template gave, for the next request's OldResourceProperties.
GIVEN = "ResourceProperties"
MAX_TIMEOUT_SECONDS = 3600


class CustomResourceFailed(Exception):
    """:param model: what there is of the resource nevertheless"""

    def __init__(self, reason: str, model: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.model = dict(model or {})


@dataclass(frozen=True)
class Place:
    """Which resource of which stack."""

    stack_id: str
    logical_id: str
    resource_type: str


def was_created(model: Mapping[str, Any]) -> bool:
    """Without an answer to Create there is only what the template gives."""
    return GIVEN in model


def as_text(value: Any) -> Any:
    """CloudFormation hands numbers and truth values on as text, from the template to functions and back."""
    if isinstance(value, Mapping):
        return {name: as_text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) or value is None else str(value)


def request_event(
    kind: str, place: Place, request_id: str, response_url: str, given: Mapping[str, Any], old: Mapping[str, Any] | None
) -> dict[str, Any]:
    """
    :param kind: Create, Update or Delete
    :param given: what the template gives the resource now
    :param old: the resource's model before, with its physical id
    """
    event = {
        "RequestType": kind,
        "ServiceToken": service_token(given),
        "ResponseURL": response_url,
        "StackId": place.stack_id,
        "RequestId": request_id,
        "LogicalResourceId": place.logical_id,
        "ResourceType": place.resource_type,
        "ResourceProperties": as_text(given),
    }
    if old is not None:
        event[PHYSICAL_ID] = old[PHYSICAL_ID]
        if kind == "Update":
            event["OldResourceProperties"] = as_text(old[GIVEN])
    return event


def service_token(given: Mapping[str, Any]) -> str:
    token = given.get("ServiceToken")
    if ":lambda:" not in str(token):
        raise CustomResourceFailed(f"ServiceToken must be a function's ARN, not {token!r}: topics are not supported.")
    return str(token)


def timeout_seconds(given: Mapping[str, Any]) -> int:
    timeout = given.get("ServiceTimeout", MAX_TIMEOUT_SECONDS)
    if not str(timeout).isdecimal() or not 1 <= int(timeout) <= MAX_TIMEOUT_SECONDS:
        raise CustomResourceFailed(f"ServiceTimeout must be 1 to {MAX_TIMEOUT_SECONDS} seconds, not {timeout!r}.")
    return int(timeout)
