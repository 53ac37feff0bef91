"""What CloudFormation makes of the answer of the function behind a custom resource."""

import json
from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.custom_resources.requests import GIVEN, PHYSICAL_ID, CustomResourceFailed, as_text

MAX_BYTES = 4096
# The answer has to repeat these from the request.
REPEATED = ("StackId", "RequestId", "LogicalResourceId")


def read_answer(body: bytes, event: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """
    The resource's model: its physical id for Ref, and its attributes for Fn::GetAtt.

    :param event: the request that is answered
    :param given: what the template gives the resource now
    """
    answer = parse(body)
    physical_id, status = answer.get(PHYSICAL_ID), answer.get("Status")
    has_id = isinstance(physical_id, str) and physical_id != ""
    model = {PHYSICAL_ID: physical_id, GIVEN: dict(given)} if has_id else {}
    if status == "FAILED":
        raise CustomResourceFailed(str(answer.get("Reason") or "The function gave no reason."), model)
    if status != "SUCCESS":
        raise CustomResourceFailed(f"Status must be SUCCESS or FAILED, not {status!r}.")
    if not has_id:
        raise CustomResourceFailed(f"{PHYSICAL_ID} must be a text that is not empty, not {physical_id!r}.")
    for name in REPEATED:
        if answer.get(name) != event[name]:
            raise CustomResourceFailed(f"{name} must be the request's, not {answer.get(name)!r}.", model)
    return {**attributes(answer), **model}


def parse(body: bytes) -> dict[str, Any]:
    if len(body) > MAX_BYTES:
        raise CustomResourceFailed(f"The answer has {len(body)} bytes; {MAX_BYTES} are allowed.")
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise CustomResourceFailed(f"The answer is not JSON: {error}.") from error
    if not isinstance(answer, dict):
        raise CustomResourceFailed("The answer is no JSON object.")
    return answer


def attributes(answer: Mapping[str, Any]) -> dict[str, Any]:
    data = answer.get("Data") or {}
    if not isinstance(data, dict):
        raise CustomResourceFailed("Data must be a JSON object.")
    return {name: as_text(value) for name, value in data.items() if value is not None}
