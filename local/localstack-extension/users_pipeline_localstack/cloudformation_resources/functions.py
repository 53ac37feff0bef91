"""AWS::Lambda::Function: LocalStack drops some settings, and keeps those that a template no longer gives."""

import time
from typing import Any

from localstack.services.lambda_.resource_providers.aws_lambda_function import (
    LambdaFunctionProvider,
    _get_lambda_code_param,
)

from users_pipeline_localstack.cloudformation_resources.models import (
    Request,
    after_create,
    changed,
    in_place,
    previous,
)
from users_pipeline_localstack.cloudformation_resources.tags import change_tags

# With what a function has when the template does not say.
CONFIGURATION: dict[str, Any] = {
    "DeadLetterConfig": {"TargetArn": ""},
    "Description": "",
    "Environment": {"Variables": {}},
    "EphemeralStorage": {"Size": 512},
    "Handler": None,
    "ImageConfig": {},
    "Layers": [],
    "LoggingConfig": {"LogFormat": "Text"},
    "MemorySize": 128,
    "Role": None,
    "Runtime": None,
    "Timeout": 3,
    "TracingConfig": {"Mode": "PassThrough"},
    "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
}
UPDATE_SECONDS = 300


def update_code(request: Request) -> None:
    if changed(request, "Code", "Architectures"):
        code = _get_lambda_code_param(request.desired_state, _include_arch=True)
        request.aws_client_factory.lambda_.update_function_code(**function(request), **code)
        await_update(request)


def update_configuration(request: Request) -> None:
    new, old = request.desired_state, previous(request)
    given = {name: new.get(name, default) for name, default in CONFIGURATION.items() if new.get(name) != old.get(name)}
    if "Environment" in given:
        variables = given["Environment"].get("Variables") or {}
        given["Environment"] = {"Variables": {name: str(value) for name, value in variables.items()}}
    if given:
        request.aws_client_factory.lambda_.update_function_configuration(**function(request), **given)
        await_update(request)


def set_storage(request: Request) -> None:
    storage = request.desired_state.get("EphemeralStorage")
    if storage:
        client = request.aws_client_factory.lambda_
        client.update_function_configuration(**function(request), EphemeralStorage=storage)
        await_update(request)


def await_update(request: Request) -> None:
    """The SDK's waiter looks once a second, and an update takes a tenth of that."""
    deadline = time.monotonic() + UPDATE_SECONDS
    while time.monotonic() < deadline:
        found = request.aws_client_factory.lambda_.get_function_configuration(**function(request))
        match found["LastUpdateStatus"]:
            case "Successful":
                return
            case "Failed":
                raise RuntimeError(found.get("LastUpdateStatusReason") or "The function's update failed.")
        time.sleep(0.05)
    raise TimeoutError(f"The function's update has not ended after {UPDATE_SECONDS} s.")


def set_concurrency(request: Request) -> None:
    if not changed(request, "ReservedConcurrentExecutions"):
        return
    client, reserved = request.aws_client_factory.lambda_, request.desired_state.get("ReservedConcurrentExecutions")
    if reserved is None:
        client.delete_function_concurrency(**function(request))
    else:
        client.put_function_concurrency(**function(request), ReservedConcurrentExecutions=int(reserved))


def tag(request: Request) -> None:
    client, arn = request.aws_client_factory.lambda_, request.desired_state["Arn"]
    change_tags(
        request,
        add=lambda tags: client.tag_resource(Resource=arn, Tags=tags),
        remove=lambda keys: client.untag_resource(Resource=arn, TagKeys=keys),
    )


def function(request: Request) -> dict[str, str]:
    return {"FunctionName": str(request.desired_state["FunctionName"])}


def apply() -> None:
    LambdaFunctionProvider.create = after_create(LambdaFunctionProvider.create, set_storage, set_concurrency)
    LambdaFunctionProvider.update = in_place(update_code, update_configuration, set_concurrency, tag)
