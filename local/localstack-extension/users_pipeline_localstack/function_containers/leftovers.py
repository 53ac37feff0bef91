"""Containers of functions end with LocalStack: at once when it is told to end, at its next start when it was killed."""

import logging

from localstack.runtime.events import infra_stopping
from localstack.services.lambda_.invocation.docker_runtime_executor import DockerRuntimeExecutor
from localstack.utils.container_networking import get_main_container_name
from localstack.utils.container_utils.container_client import ContainerException
from localstack.utils.docker_utils import DOCKER_CLIENT

from users_pipeline_localstack.function_containers.container import OWNER_LABEL

LOG = logging.getLogger(__name__)


def remove_leftovers() -> None:
    try:
        found = DOCKER_CLIENT.list_containers(filter=f"label={OWNER_LABEL}={get_main_container_name()}")
    except ContainerException as error:
        LOG.warning("Containers that functions may have left are not looked for: Docker does not answer. %s", error)
        return
    for container in found:
        try:
            DOCKER_CLIENT.remove_container(container["name"], force=True)
        except ContainerException as error:
            LOG.warning("%s, which a function left, stays. Remove it with docker rm. %s", container["name"], error)


def end_at_once_with_localstack() -> None:
    """Docker waits for each container's end for seconds; LocalStack itself is killed before a few of those are over."""
    stop = DockerRuntimeExecutor.stop

    def stop_or_remove(executor: DockerRuntimeExecutor) -> None:
        if infra_stopping.is_set():
            DOCKER_CLIENT.remove_container(executor.container_name, force=True)
        else:
            stop(executor)

    DockerRuntimeExecutor.stop = stop_or_remove
