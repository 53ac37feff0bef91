"""Where functions reach LocalStack."""

from localstack import config

ANY_ADDRESS = ("0.0.0.0", "::", "")


def gateway_host() -> str:
    host = config.GATEWAY_LISTEN[0].host
    return "127.0.0.1" if host in ANY_ADDRESS else host


def gateway_url() -> str:
    return f"http://{gateway_host()}:{config.GATEWAY_LISTEN[0].port}"
