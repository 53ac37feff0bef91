"""The resource provider for AWS::CloudFormation::CustomResource and every Custom:: type."""

import json
import queue
import uuid
from collections.abc import Mapping
from typing import Any

from botocore.config import Config
from localstack.aws.connect import connect_to
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from users_pipeline_localstack.custom_resources.requests import (
    PHYSICAL_ID,
    CustomResourceFailed,
    Place,
    given_properties,
    read_answer,
    request_event,
    timeout_seconds,
)
from users_pipeline_localstack.custom_resources.responses import response_address

# A function runs for 15 minutes at most. It is never invoked a second time for one request.
INVOKE = Config(read_timeout=960, retries={"total_max_attempts": 1})


class CustomResourceProvider(ResourceProvider[dict[str, Any]]):
    TYPE = "AWS::CloudFormation::CustomResource"
    SCHEMA = {
        "typeName": TYPE,
        "properties": {PHYSICAL_ID: {"type": "string"}},
        "primaryIdentifier": [f"/properties/{PHYSICAL_ID}"],
    }

    def create(self, request: ResourceRequest[dict[str, Any]]) -> ProgressEvent[dict[str, Any]]:
        return outcome(lambda: ask(request, "Create", request.desired_state, None))

    def update(self, request: ResourceRequest[dict[str, Any]]) -> ProgressEvent[dict[str, Any]]:
        old = request.previous_state or {}
        if PHYSICAL_ID not in old:
            return self.create(request)

        def replace() -> dict[str, Any]:
            model = ask(request, "Update", request.desired_state, old)
            # A new physical id means that the function made another thing: the old one goes.
            if model[PHYSICAL_ID] != old[PHYSICAL_ID]:
                ask(request, "Delete", given_properties(old), old)
            return model

        return outcome(replace)

    def delete(self, request: ResourceRequest[dict[str, Any]]) -> ProgressEvent[dict[str, Any]]:
        old = request.previous_state or request.desired_state
        if PHYSICAL_ID not in old:
            # It was never created: there is nothing to delete.
            return ProgressEvent(status=OperationStatus.SUCCESS, resource_model={})
        return outcome(lambda: ask(request, "Delete", given_properties(old), old))


def outcome(work: Any) -> ProgressEvent[dict[str, Any]]:
    try:
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=work())
    except CustomResourceFailed as error:
        return ProgressEvent(status=OperationStatus.FAILED, resource_model={}, message=str(error))


def ask(
    request: ResourceRequest[dict[str, Any]], kind: str, given: Mapping[str, Any], old: Mapping[str, Any] | None
) -> dict[str, Any]:
    place = Place(request.stack_id, request.logical_resource_id, request.resource_type)
    with response_address() as (url, answers):
        invoke(request, request_event(kind, place, str(uuid.uuid4()), url, given, old))
        seconds = timeout_seconds(given)
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            reason = f"CloudFormation did not receive a response from your Custom Resource within {seconds:.0f} s."
            raise CustomResourceFailed(reason) from None
    return read_answer(answer, given)


def invoke(request: ResourceRequest[dict[str, Any]], event: Mapping[str, Any]) -> None:
    """AWS invokes without waiting and, when the function fails, waits on for an hour: here the failure is told at once."""
    token = event["ServiceToken"]
    if ":lambda:" not in token:
        raise CustomResourceFailed(f"Only functions can be behind custom resources here, not {token}.")
    client = connect_to(aws_access_key_id=request.account_id, region_name=request.region_name, config=INVOKE).lambda_
    answer = client.invoke(FunctionName=token, Payload=json.dumps(event))
    if answer.get("FunctionError"):
        raise CustomResourceFailed(f"{token} failed: {answer['Payload'].read().decode()[:1000]}")
