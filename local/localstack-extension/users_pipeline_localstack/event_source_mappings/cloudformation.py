"""
LocalStack's AWS::Lambda::EventSourceMapping forgets fields when a stack is updated (provisioned pollers, metrics,
logging, Kafka settings, the key), and passes KmsKeyArn under a name that the API does not have.
"""

from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceRequest
from localstack.services.lambda_.resource_providers.aws_lambda_eventsourcemapping import (
    LambdaEventSourceMappingProvider,
)

# Read-only, or fixed at creation: not parameters of UpdateEventSourceMapping.
NOT_UPDATABLE = frozenset(
    {
        "EventSourceArn",
        "EventSourceMappingArn",
        "Id",
        "Queues",
        "SelfManagedEventSource",
        "StartingPosition",
        "StartingPositionTimestamp",
        "Tags",
        "Topics",
    }
)
# Sent empty when a template no longer has them, which is how the API removes them.
EMPTY = {"FilterCriteria": {}, "ProvisionedPollerConfig": {}, "MetricsConfig": {}, "LoggingConfig": {}, "KMSKeyArn": ""}


def api_parameters(model: dict[str, Any]) -> dict[str, Any]:
    parameters = {name: value for name, value in model.items() if name not in ("Id", "EventSourceMappingArn")}
    if "KmsKeyArn" in parameters:
        parameters["KMSKeyArn"] = parameters.pop("KmsKeyArn")
    if "Tags" in parameters:
        parameters["Tags"] = {tag["Key"]: tag["Value"] for tag in parameters["Tags"]}
    return parameters


def update_parameters(model: dict[str, Any], previous: dict[str, Any]) -> dict[str, Any]:
    wanted, had = api_parameters(model), api_parameters(previous)
    removed = {name: empty for name, empty in EMPTY.items() if name in had and name not in wanted}
    return removed | {name: value for name, value in wanted.items() if name not in NOT_UPDATABLE}


def create(_provider: Any, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    model = request.desired_state
    created = request.aws_client_factory.lambda_.create_event_source_mapping(**api_parameters(model))
    model |= {"Id": created["UUID"], "EventSourceMappingArn": created["EventSourceMappingArn"]}
    return done(model, request)


def update(_provider: Any, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    model, previous = request.desired_state, request.previous_state
    parameters = update_parameters(model, previous)
    request.aws_client_factory.lambda_.update_event_source_mapping(UUID=previous["Id"], **parameters)
    model |= {name: previous[name] for name in ("Id", "EventSourceMappingArn") if name in previous}
    return done(model, request)


def done(model: dict[str, Any], request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    return ProgressEvent(OperationStatus.SUCCESS, resource_model=model, custom_context=request.custom_context)


def apply() -> None:
    LambdaEventSourceMappingProvider.create = create
    LambdaEventSourceMappingProvider.update = update
