"""Provisioned mode, and what is there in that mode alone."""

import re
from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.access import SECRET
from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping
from users_pipeline_localstack.event_source_mappings.rules.source import MSK_CONFIG, SELF_MANAGED_CONFIG

GLUE_REGISTRY = re.compile(r"arn:aws[a-z-]*:glue:[a-z0-9-]+:\d{12}:registry/[a-zA-Z0-9_.-]+")
# AWS takes HTTPS alone; a registry on this machine seldom has it.
CONFLUENT_REGISTRY = re.compile(r"https?://\S+")
REGISTRY_ACCESS = ("BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE", "OAUTHBEARER_AUTH")
MAX_REGISTRY_ACCESS = 2
DEFAULT_MAXIMUM = 200


def is_provisioned(mapping: Mapping[str, Any]) -> bool:
    return any((mapping.get("ProvisionedPollerConfig") or {}).values())


def check(mapping: Mapping[str, Any]) -> None:
    pollers = mapping.get("ProvisionedPollerConfig") or {}
    if (pollers.get("MinimumPollers") or 1) > (pollers.get("MaximumPollers") or DEFAULT_MAXIMUM):
        raise InvalidMapping("MinimumPollers must not be larger than MaximumPollers.")
    registries = [(mapping.get(name) or {}).get("SchemaRegistryConfig") for name in (MSK_CONFIG, SELF_MANAGED_CONFIG)]
    for registry in filter(None, registries):
        if not is_provisioned(mapping):
            raise InvalidMapping(
                "SchemaRegistryConfig is only available for Provisioned Mode. "
                "To configure Schema Registry, please enable Provisioned Mode by specifying MinimumPollers."
            )
        check_registry(registry)
    if any((mapping.get("LoggingConfig") or {}).values()) and not is_provisioned(mapping):
        raise InvalidMapping("LoggingConfig is only supported in provisioned mode: set ProvisionedPollerConfig.")


def check_registry(registry: Mapping[str, Any]) -> None:
    uri, accesses = registry.get("SchemaRegistryURI") or "", registry.get("AccessConfigs") or []
    glue = GLUE_REGISTRY.fullmatch(uri)
    if not (glue or CONFLUENT_REGISTRY.fullmatch(uri)):
        raise InvalidMapping(f"SchemaRegistryURI '{uri}' is neither the ARN of a Glue registry nor a URL.")
    if glue and accesses:
        raise InvalidMapping("AccessConfigs are not supported for a Glue schema registry.")
    if len(accesses) > MAX_REGISTRY_ACCESS:
        raise InvalidMapping(f"SchemaRegistryConfig can have at most {MAX_REGISTRY_ACCESS} AccessConfigs.")
    for access in accesses:
        if access.get("Type") not in REGISTRY_ACCESS:
            raise InvalidMapping(f"AccessConfigs have one of the types {', '.join(REGISTRY_ACCESS)}.")
        if not SECRET.fullmatch(access.get("URI") or ""):
            raise InvalidMapping(f"The URI of {access['Type']} in AccessConfigs must be the ARN of a secret.")
