"""AWS takes an exclamation mark in a secret's name, as in those that RDS makes (rds!db-…); LocalStack refuses it."""

import re

from localstack.services.secretsmanager.provider import SecretsmanagerProvider

NAME = re.compile(r"[A-Za-z0-9/_+=.@!-]+")


def is_name(text: str) -> bool:
    return NAME.fullmatch(text) is not None


def apply() -> None:
    SecretsmanagerProvider._validate_secret_id = staticmethod(is_name)
