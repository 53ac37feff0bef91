"""AWS refuses a payload above the limit of its invocation type; LocalStack would take it."""

from typing import Any

from localstack.services.lambda_.invocation.lambda_models import RequestEntityTooLargeException
from localstack.services.lambda_.provider import LambdaProvider

LIMIT_BYTES = {"RequestResponse": 6_291_456, "Event": 1_048_576}


def check(invocation_type: str, size_bytes: int) -> None:
    limit = LIMIT_BYTES.get(invocation_type)
    if limit and size_bytes > limit:
        raise RequestEntityTooLargeException(
            f"{size_bytes} byte payload is too large for the {invocation_type} invocation type (limit {limit} bytes)"
        )


def apply() -> None:
    invoke = LambdaProvider.invoke

    def invoke_within_limit(
        provider: LambdaProvider, context: Any, function_name: str, invocation_type: str | None = None, **kwargs: Any
    ) -> Any:
        # The payload is the whole body of the request.
        check(invocation_type or "RequestResponse", context.request.content_length or 0)
        return invoke(provider, context, function_name, invocation_type, **kwargs)

    LambdaProvider.invoke = invoke_within_limit
