"""LocalStack pulls a runtime's image each time it starts, even one that is here. Then functions need the internet."""

from localstack.services.lambda_.invocation import docker_runtime_executor as executor
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion
from localstack.utils.container_utils.container_client import NoSuchImage
from localstack.utils.docker_utils import DOCKER_CLIENT


def use_image_that_is_here(function_version: FunctionVersion) -> None:
    settings = function_version.config
    if not settings.runtime:
        return
    image = executor.resolver.get_image_for_runtime(settings.runtime)
    platform = executor.docker_platform(settings.architectures[0])
    if (image, platform) not in executor.PULLED_IMAGES and is_here(image, platform):
        executor.PULLED_IMAGES.add((image, platform))


def is_here(image: str, platform: str | None) -> bool:
    try:
        found = DOCKER_CLIENT.inspect_image(image, pull=False)
    except NoSuchImage:
        return False
    return platform is None or platform == f"{found['Os']}/{found['Architecture']}"
