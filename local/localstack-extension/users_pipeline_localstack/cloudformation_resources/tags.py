"""Tags, which most of LocalStack's resources set when they are made and keep so."""

from collections.abc import Callable

from users_pipeline_localstack.cloudformation_resources.models import Model, Request, previous


def tags_of(model: Model) -> dict[str, str]:
    return {tag["Key"]: str(tag["Value"]) for tag in model.get("Tags") or []}


def tag_changes(request: Request) -> tuple[dict[str, str], list[str]]:
    """The tags to set, and the keys of those to take away."""
    new, old = tags_of(request.desired_state), tags_of(previous(request))
    return {key: value for key, value in new.items() if old.get(key) != value}, sorted(old.keys() - new.keys())


def tag_ec2(identifier: str) -> Callable[[Request], None]:
    """:param identifier: the attribute with the resource's id"""

    def tag(request: Request) -> None:
        ec2, resource = request.aws_client_factory.ec2, request.desired_state[identifier]
        added, removed = tag_changes(request)
        if removed:
            ec2.delete_tags(Resources=[resource], Tags=[{"Key": key} for key in removed])
        if added:
            ec2.create_tags(Resources=[resource], Tags=[{"Key": key, "Value": value} for key, value in added.items()])

    return tag
