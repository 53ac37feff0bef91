"""Updates of AWS::SecretsManager::Secret and AWS::SecretsManager::ResourcePolicy."""

from typing import Any

from localstack.services.secretsmanager.resource_providers.aws_secretsmanager_resourcepolicy import (
    SecretsManagerResourcePolicyProvider,
)
from localstack.services.secretsmanager.resource_providers.aws_secretsmanager_secret import SecretsManagerSecretProvider

from users_pipeline_localstack.cloudformation_resources.models import (
    Event,
    Model,
    Request,
    changed,
    create_again,
    done,
    keep_attributes,
)
from users_pipeline_localstack.cloudformation_resources.tags import as_list, change_tags


def update_secret(provider: SecretsManagerSecretProvider, request: Request) -> Event:
    keep_attributes(provider.SCHEMA, request)
    secrets, secret = request.aws_client_factory.secretsmanager, request.desired_state["Id"]
    changes = {
        name: request.desired_state.get(name, "") for name in ("Description", "KmsKeyId") if changed(request, name)
    }
    value = new_value(provider, request)
    if value is not None:
        changes["SecretString"] = value
    if changes:
        secrets.update_secret(SecretId=secret, **changes)
    change_tags(
        request,
        add=lambda tags: secrets.tag_resource(SecretId=secret, Tags=as_list(tags)),
        remove=lambda keys: secrets.untag_resource(SecretId=secret, TagKeys=keys),
    )
    return done(request.desired_state)


def new_value(provider: SecretsManagerSecretProvider, request: Request) -> str | None:
    """On AWS too another rule for generating it makes another password."""
    new: Model = request.desired_state
    rule: Any = new.get("GenerateSecretString")
    if rule is not None and changed(request, "GenerateSecretString"):
        generated = provider._get_secret_value(rule)
        template = rule.get("SecretStringTemplate")
        return provider._modify_secret_template(template, generated, rule) if template else generated
    return new.get("SecretString") if changed(request, "SecretString") else None


def apply() -> None:
    SecretsManagerSecretProvider.update = update_secret
    SecretsManagerResourcePolicyProvider.update = create_again
