"""What CloudFormation sends to the function behind a custom resource, and what it makes of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PHYSICAL_ID = "PhysicalResourceId"
# In the resource's model, beside the attributes: what the template gave, for the next request's OldResourceProperties.
GIVEN = "ResourceProperties"
DEFAULT_TIMEOUT_SECONDS = 3600


class CustomResourceFailed(Exception):
    """The function said FAILED, or what it said is no answer."""


@dataclass(frozen=True)
class Place:
    """Which resource of which stack."""

    stack_id: str
    logical_id: str
    resource_type: str


def given_properties(model: Mapping[str, Any]) -> dict[str, Any]:
    return dict(model.get(GIVEN, model))


def as_text(value: Any) -> Any:
    """CloudFormation hands numbers and truth values to functions as text."""
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
        "ServiceToken": given["ServiceToken"],
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
            event["OldResourceProperties"] = as_text(given_properties(old))
    return event


def read_answer(answer: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The resource's model: its attributes for Fn::GetAtt, and its physical id for Ref."""
    status = answer.get("Status")
    if status == "FAILED":
        raise CustomResourceFailed(str(answer.get("Reason") or "The function gave no reason."))
    if status != "SUCCESS":
        raise CustomResourceFailed(f"Status must be SUCCESS or FAILED, not {status!r}.")
    if not answer.get(PHYSICAL_ID):
        raise CustomResourceFailed(f"The answer has no {PHYSICAL_ID}.")
    return {**given, **(answer.get("Data") or {}), PHYSICAL_ID: answer[PHYSICAL_ID], GIVEN: dict(given)}


def timeout_seconds(given: Mapping[str, Any]) -> float:
    return float(given.get("ServiceTimeout") or DEFAULT_TIMEOUT_SECONDS)
