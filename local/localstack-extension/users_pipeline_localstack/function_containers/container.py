"""What a function's container gets beyond what LocalStack gives it, between its creation and its start."""

import os
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from localstack import config
from localstack.services.lambda_.invocation.docker_runtime_executor import LambdaContainerConfiguration
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion
from localstack.services.lambda_.networking import get_main_container_network_for_lambda
from localstack.utils.container_networking import get_endpoint_for_network, get_main_container_name

from users_pipeline_localstack.function_processes.environment import AUTHORITIES

OWNER_LABEL = "localstack.function-of"
# The init program runs inside of the container too. On AWS it does not count.
INIT_MEMORY_MB = 64
# Where LocalStack puts its init program, so that the folder is there.
NODE_FOLDER = "/var/rapid"
NODE_PRELOAD = f"{NODE_FOLDER}/preload.mjs"


def prepare(container: LambdaContainerConfiguration, function_version: FunctionVersion) -> None:
    settings = function_version.config
    container.mem_limit = f"{settings.memory_size + INIT_MEMORY_MB}m"
    container.labels = {**(container.labels or {}), OWNER_LABEL: get_main_container_name()}
    # SDKs put the bucket's name before a host name, and nobody resolves that; before an address they do not.
    container.env_vars.setdefault("AWS_ENDPOINT_URL_S3", address_url())
    # Such containers get no files: their images have all.
    if config.LAMBDA_PREBUILD_IMAGES:
        return
    trust_authorities(container, os.environ.get("LAMBDA_CA_CERTIFICATES"))
    if (settings.runtime or "").startswith("nodejs"):
        preload(container)


def address_url() -> str:
    address = get_endpoint_for_network(network=get_main_container_network_for_lambda())
    return f"http://{address}:{config.GATEWAY_LISTEN[0].port}"


def trust_authorities(container: LambdaContainerConfiguration, certificates: str | None) -> None:
    """:param certificates: the PEM file that takes the place of Amazon's authorities, for functions that name those"""
    if not certificates or AUTHORITIES not in container.env_vars.values():
        return
    if not Path(certificates).is_file():
        raise FileNotFoundError(f"LAMBDA_CA_CERTIFICATES names {certificates}, which LocalStack's container has not.")
    container.copy_folders.append((readable_copy(Path(certificates)), AUTHORITIES))


def readable_copy(certificates: Path) -> str:
    """Docker keeps a file's owner and mode, and functions have a user of their own."""
    copy = Path(config.dirs.tmp) / "function-authorities.pem"
    if not copy.is_file() or copy.read_bytes() != certificates.read_bytes():
        fresh = copy.with_suffix(f".{uuid4().hex}")
        fresh.write_bytes(certificates.read_bytes())
        fresh.chmod(0o644)
        fresh.replace(copy)
    return str(copy)


def preload(container: LambdaContainerConfiguration) -> None:
    """AWS's client of the Runtime API starts here, and it does not redirect the answers for custom resources."""
    folder = files("users_pipeline_localstack.function_processes") / "node"
    container.copy_folders.append((f"{folder}/.", NODE_FOLDER))
    own = container.env_vars.get("NODE_OPTIONS", "")
    container.env_vars["NODE_OPTIONS"] = f"{own} --import={NODE_PRELOAD}".strip()
