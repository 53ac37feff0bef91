"""Where functions reach LocalStack."""

from localstack import config
from localstack.services.lambda_.networking import get_main_endpoint_from_container

ANY_ADDRESS = ("0.0.0.0", "::", "")


def gateway_host() -> str:
    host = config.GATEWAY_LISTEN[0].host
    return "127.0.0.1" if host in ANY_ADDRESS else host


def gateway_url() -> str:
    host = gateway_host() if functions_are_processes() else get_main_endpoint_from_container()
    return f"http://{host}:{config.GATEWAY_LISTEN[0].port}"


def functions_are_processes() -> bool:
    return config.LAMBDA_RUNTIME_EXECUTOR == "process"
