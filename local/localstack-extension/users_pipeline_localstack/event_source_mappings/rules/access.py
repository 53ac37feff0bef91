"""How the cluster is reached: SourceAccessConfigurations."""

import re
from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping
from users_pipeline_localstack.event_source_mappings.rules.source import is_self_managed

SECRET = re.compile(r"arn:aws[a-zA-Z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+")
TEXT = re.compile(r"[a-zA-Z0-9\-/*:_+=.@]{1,200}")
# CDK names subnets and security groups without the kind that the documentation puts before them.
SUBNET = re.compile(r"(subnet:)?subnet-\w+")
SECURITY_GROUP = re.compile(r"(security_group:)?sg-\w+")

NETWORK = {"VPC_SUBNET": SUBNET, "VPC_SECURITY_GROUP": SECURITY_GROUP}
AUTHENTICATION_OF_MSK = {"SASL_SCRAM_512_AUTH": SECRET, "CLIENT_CERTIFICATE_TLS_AUTH": SECRET}
AUTHENTICATION = {
    **AUTHENTICATION_OF_MSK,
    "BASIC_AUTH": SECRET,
    "SASL_SCRAM_256_AUTH": SECRET,
    "OAUTHBEARER_AUTH": SECRET,
    "IAM_AUTH": TEXT,
    "IAM_OAUTHBEARER_AUTH": TEXT,
}
OAUTH_DETAILS = dict.fromkeys(
    ("OAUTHBEARER_SCOPE", "OAUTHBEARER_AUDIENCE", "OAUTHBEARER_LOGICAL_CLUSTER", "OAUTHBEARER_IDENTITY_POOL"), TEXT
)
SELF_MANAGED = {**AUTHENTICATION, **OAUTH_DETAILS, **NETWORK, "SERVER_ROOT_CA_CERTIFICATE": SECRET}
MAX_CONFIGURATIONS = 22


def check(mapping: Mapping[str, Any]) -> None:
    configurations = mapping.get("SourceAccessConfigurations") or []
    self_managed = is_self_managed(mapping)
    if len(configurations) > MAX_CONFIGURATIONS:
        raise InvalidMapping(f"'sourceAccessConfigurations' must have at most {MAX_CONFIGURATIONS} members.")
    for configuration in configurations:
        check_one(configuration, SELF_MANAGED if self_managed else AUTHENTICATION_OF_MSK)
    types = [configuration["Type"] for configuration in configurations]
    if len([one for one in types if one in AUTHENTICATION]) > 1:
        raise InvalidMapping("SourceAccessConfigurations can have only one type of authentication.")
    if self_managed and not any(one in AUTHENTICATION or one in NETWORK for one in types):
        raise InvalidMapping("Required 'sourceAccessConfigurations' parameter is missing.")


def check_one(configuration: Mapping[str, Any], allowed: Mapping[str, re.Pattern[str]]) -> None:
    kind, uri = configuration.get("Type"), configuration.get("URI")
    if kind not in allowed:
        raise InvalidMapping(
            f"SourceAccessConfiguration type {kind} is not supported for this event source: use one of {', '.join(allowed)}."
        )
    if not uri:
        raise InvalidMapping(f"SourceAccessConfiguration of type {kind} has no URI.")
    if not allowed[kind].fullmatch(uri):
        raise InvalidMapping(f"'{uri}' is not a valid URI for the SourceAccessConfiguration type {kind}.")
