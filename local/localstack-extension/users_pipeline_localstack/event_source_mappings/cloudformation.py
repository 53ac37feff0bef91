"""
LocalStack's AWS::Lambda::EventSourceMapping forgets fields when a stack is updated (provisioned pollers, metrics,
logging, Kafka settings, the key), passes KmsKeyArn under a name that the API does not have, and waits for no state.
"""

from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceRequest
from localstack.services.lambda_.resource_providers.aws_lambda_eventsourcemapping import (
    LambdaEventSourceMappingProvider,
)

GROUP_CONFIGS = ("AmazonManagedKafkaEventSourceConfig", "SelfManagedKafkaEventSourceConfig")
IDENTITY = ("Id", "EventSourceMappingArn")
# Read-only, or fixed at creation: not parameters of UpdateEventSourceMapping.
NOT_UPDATABLE = frozenset(
    {
        "EventSourceArn",
        "Queues",
        "SelfManagedEventSource",
        "StartingPosition",
        "StartingPositionTimestamp",
        "Tags",
        "Topics",
    }
)
# Sent empty when a template no longer has them, which is how the API removes them.
EMPTY = {
    "FilterCriteria": {},
    "ProvisionedPollerConfig": {},
    "MetricsConfig": {},
    "LoggingConfig": {},
    "KMSKeyArn": "",
    "DestinationConfig": {"OnFailure": {"Destination": ""}},
    "FunctionResponseTypes": [],
    "SourceAccessConfigurations": [],
    **{name: {} for name in GROUP_CONFIGS},
}
DEFAULTS = {
    "BatchSize": 100,
    "BisectBatchOnFunctionError": False,
    "Enabled": True,
    "MaximumRecordAgeInSeconds": -1,
    "MaximumRetryAttempts": -1,
}
ASKED = "Asked"
CLEARED = "Cleared"


def api_parameters(model: dict[str, Any]) -> dict[str, Any]:
    parameters = {name: value for name, value in model.items() if name not in IDENTITY}
    if "KmsKeyArn" in parameters:
        parameters["KMSKeyArn"] = parameters.pop("KmsKeyArn")
    if "Tags" in parameters:
        parameters["Tags"] = {tag["Key"]: tag["Value"] for tag in parameters["Tags"]}
    return parameters


def update_parameters(model: dict[str, Any], previous: dict[str, Any]) -> dict[str, Any]:
    wanted, had = api_parameters(model), api_parameters(previous)
    removed = {name: empty for name, empty in (EMPTY | DEFAULTS).items() if name in had and name not in wanted}
    return removed | {name: value for name, value in wanted.items() if name not in NOT_UPDATABLE}


def needs_replacement(model: dict[str, Any], previous: dict[str, Any]) -> bool:
    """For what LocalStack does not see: the topic, and the group within its configuration."""

    def fixed(of: dict[str, Any]) -> list[Any]:
        return [of.get("Topics"), *((of.get(name) or {}).get("ConsumerGroupId") for name in GROUP_CONFIGS)]

    return fixed(model) != fixed(previous)


def create(_provider: Any, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    if ASKED in request.custom_context:
        return wait_for_state(request, request.desired_state["Id"])
    return ask_to_create(request)


def update(_provider: Any, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    client, model, previous = request.aws_client_factory.lambda_, request.desired_state, request.previous_state
    if ASKED in request.custom_context:
        return wait_for_state(request, model["Id"])
    if needs_replacement(model, previous):
        gone = delete_mapping(request, previous["Id"])
        return ask_to_create(request) if gone else under_way(request, CLEARED)
    if in_transition(client.get_event_source_mapping(UUID=previous["Id"])):
        return under_way(request)
    client.update_event_source_mapping(UUID=previous["Id"], **update_parameters(model, previous))
    model |= {name: previous[name] for name in IDENTITY if name in previous}
    return under_way(request, ASKED)


def delete(_provider: Any, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    gone = delete_mapping(request, request.desired_state["Id"])
    return done(request) if gone else under_way(request, CLEARED)


def ask_to_create(request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    model = request.desired_state
    created = request.aws_client_factory.lambda_.create_event_source_mapping(**api_parameters(model))
    model |= {"Id": created["UUID"], "EventSourceMappingArn": created["EventSourceMappingArn"]}
    return under_way(request, ASKED)


def delete_mapping(request: ResourceRequest[Any], uuid: str) -> bool:
    """Asks for it once, and says whether the mapping is gone."""
    client = request.aws_client_factory.lambda_
    try:
        if CLEARED not in request.custom_context:
            client.delete_event_source_mapping(UUID=uuid)
        client.get_event_source_mapping(UUID=uuid)
    except client.exceptions.ResourceNotFoundException:
        return True
    return False


def wait_for_state(request: ResourceRequest[Any], uuid: str) -> ProgressEvent[Any]:
    """Not for one that has a problem: its remedy may be a later resource, or none."""
    mapping = request.aws_client_factory.lambda_.get_event_source_mapping(UUID=uuid)
    problem = mapping.get("LastProcessingResult", "").startswith("PROBLEM: ")
    return under_way(request) if in_transition(mapping) and not problem else done(request)


def in_transition(mapping: dict[str, Any]) -> bool:
    return mapping["State"] not in ("Enabled", "Disabled")


def under_way(request: ResourceRequest[Any], step: str | None = None) -> ProgressEvent[Any]:
    context = {**request.custom_context, **({step: True} if step else {})}
    return ProgressEvent(OperationStatus.IN_PROGRESS, resource_model=request.desired_state, custom_context=context)


def done(request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    context = request.custom_context
    return ProgressEvent(OperationStatus.SUCCESS, resource_model=request.desired_state, custom_context=context)


def apply() -> None:
    LambdaEventSourceMappingProvider.create = create
    LambdaEventSourceMappingProvider.update = update
    LambdaEventSourceMappingProvider.delete = delete
    # In them only the group is fixed at creation, and LocalStack looks at whole properties.
    fixed = LambdaEventSourceMappingProvider.SCHEMA["createOnlyProperties"]
    fixed[:] = [path for path in fixed if path.split("/")[-1] not in GROUP_CONFIGS]
