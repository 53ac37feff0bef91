"""A function's LoggingConfig may name its log group; LocalStack writes to /aws/lambda/NAME all the same."""

from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment


def apply() -> None:
    default = ExecutionEnvironment.get_log_group_name

    def log_group_name(environment: ExecutionEnvironment) -> str:
        settings = environment.function_version.config.logging_config or {}
        return settings.get("LogGroup") or default(environment)

    ExecutionEnvironment.get_log_group_name = log_group_name
