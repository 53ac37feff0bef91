"""Updates of AWS::KMS::Key and AWS::KMS::Alias."""

import json

from localstack.services.kms.resource_providers.aws_kms_alias import KMSAliasProvider
from localstack.services.kms.resource_providers.aws_kms_key import KMSKeyProvider

from users_pipeline_localstack.cloudformation_resources.models import Request, changed, in_place
from users_pipeline_localstack.cloudformation_resources.tags import change_tags


def change_key(request: Request) -> None:
    kms, new = request.aws_client_factory.kms, request.desired_state
    key = {"KeyId": new["KeyId"]}
    if new.get("KeyPolicy") and changed(request, "KeyPolicy"):
        kms.put_key_policy(**key, PolicyName="default", Policy=json.dumps(new["KeyPolicy"]))
    if changed(request, "Description"):
        kms.update_key_description(**key, Description=new.get("Description", ""))
    if changed(request, "EnableKeyRotation"):
        (kms.enable_key_rotation if new.get("EnableKeyRotation") else kms.disable_key_rotation)(**key)
    if changed(request, "Enabled"):
        (kms.enable_key if new.get("Enabled", True) else kms.disable_key)(**key)


def tag_key(request: Request) -> None:
    kms, key = request.aws_client_factory.kms, request.desired_state["KeyId"]
    change_tags(
        request,
        add=lambda tags: kms.tag_resource(
            KeyId=key, Tags=[{"TagKey": name, "TagValue": value} for name, value in tags.items()]
        ),
        remove=lambda keys: kms.untag_resource(KeyId=key, TagKeys=keys),
    )


def point_alias(request: Request) -> None:
    alias = {name: request.desired_state[name] for name in ("AliasName", "TargetKeyId")}
    request.aws_client_factory.kms.update_alias(**alias)


def apply() -> None:
    KMSKeyProvider.update = in_place(change_key, tag_key)
    KMSAliasProvider.update = in_place(point_alias)
