"""AWS::SecretsManager::SecretTargetAttachment: LocalStack leaves the secret as it is."""

import json

from localstack.services.secretsmanager.resource_providers.aws_secretsmanager_secrettargetattachment import (
    SecretsManagerSecretTargetAttachmentProvider,
)

from users_pipeline_localstack.cloudformation_resources.models import Event, Model, Request, done

# Of other targets, which this LocalStack does not have, the secret stays as it is.
INSTANCE = "AWS::RDS::DBInstance"


def attach(_provider: SecretsManagerSecretTargetAttachmentProvider, request: Request) -> Event:
    """Tells in the secret where its database is, as the clients and rotations of RDS look for it there."""
    model = request.desired_state
    secret = model["SecretId"]
    if model["TargetType"] == INSTANCE:
        secrets = request.aws_client_factory.secretsmanager
        login = json.loads(secrets.get_secret_value(SecretId=secret)["SecretString"])
        secrets.put_secret_value(SecretId=secret, SecretString=json.dumps({**login, **place_of(request)}))
    return done({**model, "Id": secret})


def place_of(request: Request) -> Model:
    target = request.desired_state["TargetId"]
    instance = request.aws_client_factory.rds.describe_db_instances(DBInstanceIdentifier=target)["DBInstances"][0]
    return {
        "engine": instance["Engine"],
        "host": instance["Endpoint"]["Address"],
        "port": instance["Endpoint"]["Port"],
        "dbInstanceIdentifier": instance["DBInstanceIdentifier"],
        **({"dbname": instance["DBName"]} if "DBName" in instance else {}),
    }


def apply() -> None:
    SecretsManagerSecretTargetAttachmentProvider.create = attach
    SecretsManagerSecretTargetAttachmentProvider.update = attach
