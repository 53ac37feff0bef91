"""
LocalStack's runtime executor without Docker. LocalStack keeps all above it: versions, concurrency, asynchronous
retries, roles, logs. This replaces the container and its init program by a process and the Runtime API.
"""

import os
import time
from pathlib import Path

from localstack import config
from localstack.runtime.events import infra_stopping
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from users_pipeline_localstack.function_processes.environment import AUTHORITIES, function_environment
from users_pipeline_localstack.function_processes.runtimes.table import family_of
from users_pipeline_localstack.function_processes.sandbox import Function, Sandbox
from users_pipeline_localstack.function_processes.session import Call
from users_pipeline_localstack.gateway import gateway_host


class ProcessRuntimeExecutor(RuntimeExecutor):
    _sandbox: Sandbox | None = None

    def start(self, env_vars: dict[str, object]) -> None:
        """
        As on AWS a failed init phase is no answer yet: the first invocation repeats it and reports that. A provisioned
        environment has no invocation to report to, so there it counts.
        """
        function = describe(self.function_version, env_vars)
        own = self.function_version.config.environment or {}
        family = family_of(function.runtime)
        authorities = os.environ.get("LAMBDA_CA_CERTIFICATES", AUTHORITIES)
        environment = function_environment(env_vars, own, function.runtime, family, function.task_root, authorities)
        self._sandbox = Sandbox(function, environment, os.environ)
        failure = self._sandbox.initialise()
        if failure and env_vars.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "provisioned-concurrency":
            raise StatusErrorException("The init phase failed", payload=failure.payload)

    def stop(self) -> None:
        if self._sandbox:
            self._sandbox.stop(at_once=infra_stopping.is_set())

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        assert self._sandbox is not None
        request_id = payload["invoke-id"]
        deadline_ms = int((time.time() + self.function_version.config.timeout) * 1000)
        headers = {
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Deadline-Ms": str(deadline_ms),
            "Lambda-Runtime-Invoked-Function-Arn": payload["invoked-function-arn"],
            "Lambda-Runtime-Trace-Id": payload["trace-id"],
        }
        answer, logs = self._sandbox.invoke(Call(request_id, headers, payload["payload"].encode()))
        return InvocationResult(request_id, answer.payload, is_error=answer.is_error, logs=logs)

    def get_logs(self) -> str:
        return ""  # Every invocation carries its own.

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        return gateway_host()

    def get_runtime_endpoint(self) -> str:
        return ""  # The containers' init program calls it; there is none here.

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        code = function_version.config.code
        if code:
            code.prepare_for_execution()
            if not code.is_hot_reloading():
                end_package_scope(code.get_unzipped_code_location().parent)

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """LocalStack removes the unpacked code itself."""


def end_package_scope(folder: Path) -> None:
    """Without its own package.json a function would have the one of the project that LocalStack's data is part of."""
    (folder / "package.json").write_text("{}")


def describe(function_version: FunctionVersion, env_vars: dict[str, object]) -> Function:
    settings = function_version.config
    return Function(
        version=function_version.id.qualifier,
        runtime=settings.runtime or "",
        memory_mb=settings.memory_size,
        timeout_seconds=settings.timeout,
        task_root=Path(settings.code.get_unzipped_code_location()).resolve() if settings.code else Path("/"),
        logs_json=str(env_vars.get("AWS_LAMBDA_LOG_FORMAT", "")).upper() == "JSON",
        max_response_bytes=config.LAMBDA_LIMITS_MAX_FUNCTION_PAYLOAD_SIZE_BYTES,
    )
