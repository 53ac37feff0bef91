"""Makes CloudFormation's engine know custom resources, whose attributes only the answers of their functions name."""

from collections.abc import Mapping
from typing import Any

from localstack.services.cloudformation.engine.v2.change_set_model_preproc import ChangeSetModelPreproc
from localstack.services.cloudformation.engine.v2.change_set_resource_support_checker import (
    ChangeSetResourceSupportChecker,
)
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.utils.catalog.common import CloudFormationResourcesSupportAtRuntime


def is_custom(resource_type: str) -> bool:
    return resource_type == "AWS::CloudFormation::CustomResource" or resource_type.startswith("Custom::")


def support_custom_resources() -> None:
    """With CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES=0 LocalStack refuses what is not in its catalogue."""
    of_any_type = ChangeSetResourceSupportChecker._resource_support_status

    def support_status(checker: ChangeSetResourceSupportChecker, resource_type: str) -> Any:
        if is_custom(resource_type):
            return CloudFormationResourcesSupportAtRuntime.AVAILABLE
        return of_any_type(checker, resource_type)

    ChangeSetResourceSupportChecker._resource_support_status = support_status


def find_attributes() -> None:
    """
    LocalStack takes dots in an attribute's name for a path, though CDK's AwsCustomResource has such names, and makes
    "unknown" or the template's property of an attribute that is empty or missing.
    """
    of_any_resource = ChangeSetModelPreproc._deployed_property_value_of

    def deployed_value(
        engine: ChangeSetModelPreproc,
        resource_logical_id: str,
        property_name: str,
        resolved_resources: Mapping[str, Any],
    ) -> Any:
        # Looking it up deploys it, when it is its turn.
        engine._get_node_resource_for(resource_logical_id, engine._change_set.update_model.node_template)
        resource = resolved_resources.get(resource_logical_id) or {}
        if not is_custom(resource.get("Type") or ""):
            return of_any_resource(engine, resource_logical_id, property_name, resolved_resources)
        value = resource["Properties"].get(property_name)
        # Only the deploying engine has resources of its own. What it had before may lack what is to come.
        if value is None and resolved_resources is getattr(engine, "resources", None):
            raise ValidationError(f"The answer for {resource_logical_id} has no {property_name} in its Data.")
        return value

    ChangeSetModelPreproc._deployed_property_value_of = deployed_value


def apply() -> None:
    support_custom_resources()
    find_attributes()
