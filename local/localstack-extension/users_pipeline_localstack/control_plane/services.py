"""LocalStack's services that forward each operation to the control plane."""

from collections.abc import Callable, Mapping
from typing import Any

from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service

from users_pipeline_localstack.control_plane.client import ask

# As long as the AWS clients wait for an answer.
SECONDS = 60


def forwarded(service: str) -> Service:
    def forward(operation: str) -> Callable[[Any, Mapping[str, Any] | None], dict[str, Any]]:
        def answer(context: Any, request: Mapping[str, Any] | None) -> dict[str, Any]:
            place = {"account": context.account_id, "region": context.region}
            call = {"service": service, "operation": operation, **place, "request": request or {}}
            return ask("call", call, SECONDS)

        return answer

    model = load_service(service)
    return Service(service, skeleton=Skeleton(model, {name: forward(name) for name in model.operation_names}))
