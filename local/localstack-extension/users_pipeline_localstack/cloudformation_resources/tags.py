"""Tags, which most of LocalStack's resources set when they are made and keep so."""

from collections.abc import Callable, Mapping
from typing import Any

from users_pipeline_localstack.cloudformation_resources.models import Model, Request, previous


def tags_of(model: Model) -> dict[str, str]:
    return {tag["Key"]: str(tag["Value"]) for tag in model.get("Tags") or []}


def change_tags(request: Request, add: Callable[[dict[str, str]], Any], remove: Callable[[list[str]], Any]) -> None:
    """
    :param add: sets values by key
    :param remove: takes keys away
    """
    new, old = tags_of(request.desired_state), tags_of(previous(request))
    removed = sorted(old.keys() - new.keys())
    added = {key: value for key, value in new.items() if old.get(key) != value}
    if removed:
        remove(removed)
    if added:
        add(added)


def as_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def tag_ec2(identifier: str) -> Callable[[Request], None]:
    """:param identifier: the attribute with the resource's id"""

    def tag(request: Request) -> None:
        ec2, resource = request.aws_client_factory.ec2, request.desired_state[identifier]
        change_tags(
            request,
            add=lambda tags: ec2.create_tags(Resources=[resource], Tags=as_list(tags)),
            remove=lambda keys: ec2.delete_tags(Resources=[resource], Tags=[{"Key": key} for key in keys]),
        )

    return tag
