"""The resource provider for AWS::CloudFormation::CustomResource and every Custom:: type."""

import json
import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, ClassVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from localstack.aws.connect import connect_to
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from users_pipeline_localstack.custom_resources.answers import read_answer
from users_pipeline_localstack.custom_resources.requests import (
    GIVEN,
    PHYSICAL_ID,
    CustomResourceFailed,
    Place,
    request_event,
    timeout_seconds,
    was_created,
)
from users_pipeline_localstack.custom_resources.responses import response_address

LOG = logging.getLogger(__name__)
Model = dict[str, Any]
# A function runs for 15 minutes at most. It is never invoked a second time for one request.
INVOKE = Config(read_timeout=960, retries={"total_max_attempts": 1})


class CustomResourceProvider(ResourceProvider[Model]):
    TYPE = "AWS::CloudFormation::CustomResource"
    SCHEMA: ClassVar[Model] = {
        "typeName": TYPE,
        "properties": {PHYSICAL_ID: {"type": "string"}},
        "primaryIdentifier": [f"/properties/{PHYSICAL_ID}"],
    }

    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return outcome(lambda: ask(request, "Create", request.desired_state, None))

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        old = request.previous_state or {}
        if not was_created(old):
            return self.create(request)

        # A rollback desires the whole model of before.
        given = request.desired_state.get(GIVEN, request.desired_state)

        def replace() -> Model:
            model = ask(request, "Update", given, old)
            # A new physical id means that the function made another thing: the old one goes.
            if model[PHYSICAL_ID] != old[PHYSICAL_ID]:
                clean_up(request, old)
            return model

        return outcome(replace, old)

    def delete(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        old = request.previous_state or {}
        if not was_created(old):
            return ProgressEvent(status=OperationStatus.SUCCESS, resource_model={})
        return outcome(lambda: ask(request, "Delete", old[GIVEN], old), old)


def outcome(work: Callable[[], Model], before: Model | None = None) -> ProgressEvent[Model]:
    """:param before: what there still is when the work fails; without it, what the function made before it failed"""
    try:
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=work())
    except CustomResourceFailed as error:
        return ProgressEvent(status=OperationStatus.FAILED, resource_model=before or error.model, message=str(error))


def clean_up(request: ResourceRequest[Model], old: Model) -> None:
    """On AWS too the update is done by now, whatever becomes of the old thing."""
    try:
        ask(request, "Delete", old[GIVEN], old)
    except CustomResourceFailed as error:
        LOG.warning("%s of %s stays: %s", old[PHYSICAL_ID], request.logical_resource_id, error)


def ask(request: ResourceRequest[Model], kind: str, given: Mapping[str, Any], old: Model | None) -> Model:
    place = Place(request.stack_id, request.logical_resource_id, request.resource_type)
    seconds = timeout_seconds(given)
    with response_address() as (url, answer):
        event = request_event(kind, place, str(uuid.uuid4()), url, given, old)
        # Not waited for: the answer may come long before the function ends, or after that from somewhere else.
        threading.Thread(target=invoke, args=(request, event, answer), name="custom-resource", daemon=True).start()
        try:
            body = answer.result(seconds)
        except TimeoutError:
            reason = f"CloudFormation did not receive a response from your Custom Resource within {seconds} s."
            raise CustomResourceFailed(reason) from None
    return read_answer(body, event, given)


def invoke(request: ResourceRequest[Model], event: Mapping[str, Any], answer: Future[bytes]) -> None:
    """When the function fails AWS invokes it again and waits for an hour: here the failure is told at once."""
    token = event["ServiceToken"]
    client = connect_to(aws_access_key_id=request.account_id, region_name=request.region_name, config=INVOKE).lambda_
    try:
        ended = client.invoke(FunctionName=token, Payload=json.dumps(event))
        failure = ended["Payload"].read().decode()[:1000] if ended.get("FunctionError") else None
    except (BotoCoreError, ClientError) as error:
        failure = str(error)
    if failure:
        # Unless it had answered before that.
        with suppress(InvalidStateError):
            answer.set_exception(CustomResourceFailed(f"{token} failed: {failure}"))
