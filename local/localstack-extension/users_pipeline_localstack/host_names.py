"""
A web page can let a name of its own lead to 127.0.0.1 (DNS rebinding) and would then read LocalStack as its own server.
Such a request tells the page's name as its host, and is refused. LocalStack itself refuses those that tell a strange
origin.
"""

import ipaddress
import os
from collections.abc import Iterable
from typing import Any

VARIABLE = "GATEWAY_ALLOWED_HOSTS"

# Names of which nobody but this machine, LocalStack or AWS says where they lead, with all below them.
TRUSTED_DOMAINS = (
    "localhost",
    "localhost.localstack.cloud",
    "amazonaws.com",
    "amazonaws.com.cn",
    "host.docker.internal",
)


def is_trusted(host: str, domains: Iterable[str]) -> bool:
    """
    :param host: a Host header: a name or an address, and perhaps a port
    """
    name = name_of(host)
    # A name without a dot is of this machine or of a network of containers: no page of the internet has one.
    if is_address(name) or "." not in name:
        return True
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def name_of(host: str) -> str:
    if host.startswith("["):
        return host[1:].split("]")[0]
    return host.split(":")[0].rstrip(".").lower()


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def trusted_domains(configured: str, own: str) -> tuple[str, ...]:
    """
    :param configured: names with commas between them
    :param own: LOCALSTACK_HOST, with or without a port
    """
    names = [name_of(name.strip()) for name in (*configured.split(","), own)]
    return (*TRUSTED_DOMAINS, *(name for name in names if name))


def apply() -> None:
    from localstack import config
    from localstack.aws.handlers.cors import CorsEnforcer

    domains = trusted_domains(os.environ.get(VARIABLE, ""), config.LOCALSTACK_HOST.host)
    enforce = CorsEnforcer.__call__

    # It stands at the head of the chain, before anything is done.
    def enforce_host_too(self: CorsEnforcer, chain: Any, context: Any, response: Any) -> None:
        host = context.request.headers.get("host", "")
        if is_trusted(host, domains):
            enforce(self, chain, context, response)
            return
        response.status_code = 403
        response.set_json({"message": f"{host} is no name of this LocalStack. {VARIABLE} can make it one."})
        chain.terminate()

    CorsEnforcer.__call__ = enforce_host_too
