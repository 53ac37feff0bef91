"""CloudFormation resource types whose resources the control plane makes, changes and deletes."""

from typing import Any

from localstack.aws.api import CommonServiceException
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from users_pipeline_localstack.control_plane.client import ask

Model = dict[str, Any]
# The slowest of them, a database instance, takes a few seconds.
SECONDS = 300


# Of each type, the properties that AWS cannot change: the engine makes another resource when one of them changes.
CREATE_ONLY = {
    "AWS::MSK::Cluster": ["ClusterName"],
    "AWS::MSK::ServerlessCluster": ["ClientAuthentication", "ClusterName", "VpcConfigs"],
    "AWS::MSK::Configuration": ["KafkaVersionsList", "Name"],
    "AWS::MSK::BatchScramSecret": ["ClusterArn"],
    "AWS::MSK::ClusterPolicy": ["ClusterArn"],
    "AWS::Cassandra::Keyspace": ["KeyspaceName"],
    "AWS::Cassandra::Table": [
        "ClientSideTimestampsEnabled",
        "ClusteringKeyColumns",
        "KeyspaceName",
        "PartitionKeyColumns",
        "TableName",
    ],
    "AWS::Cassandra::Type": ["Fields", "KeyspaceName", "TypeName"],
    "AWS::RDS::DBInstance": ["DBInstanceIdentifier", "DBName", "KmsKeyId", "MasterUsername", "StorageEncrypted"],
    "AWS::RDS::DBSubnetGroup": ["DBSubnetGroupName"],
    "AWS::RDS::DBParameterGroup": ["DBParameterGroupName", "Description", "Family"],
    "AWS::RDS::DBProxy": ["DBProxyName", "EngineFamily", "VpcSubnetIds"],
    "AWS::RDS::DBProxyTargetGroup": ["DBProxyName", "TargetGroupName"],
    "AWS::Glue::Registry": ["Name"],
    "AWS::Glue::Schema": ["DataFormat", "Name", "Registry", "SchemaDefinition"],
    "AWS::Glue::SchemaVersion": ["Schema", "SchemaDefinition"],
    "AWS::Glue::SchemaVersionMetadata": ["Key", "SchemaVersionId", "Value"],
}


class ForwardedProvider(ResourceProvider[Model]):
    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return handle(request, "create")

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return handle(request, "update")

    def delete(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return handle(request, "delete")


def provider(resource_type: str) -> type[ForwardedProvider]:
    schema = {
        "typeName": resource_type,
        "properties": {"PhysicalResourceId": {"type": "string"}},
        "primaryIdentifier": ["/properties/PhysicalResourceId"],
        "createOnlyProperties": [f"/properties/{name}" for name in CREATE_ONLY[resource_type]],
    }
    return type(resource_type.replace("::", ""), (ForwardedProvider,), {"TYPE": resource_type, "SCHEMA": schema})


def handle(request: ResourceRequest[Model], action: str) -> ProgressEvent[Model]:
    # A deletion's properties are those of what is there.
    old = request.previous_state if action == "update" else request.desired_state if action == "delete" else None
    body = {
        "type": request.resource_type,
        "action": action,
        "account": request.account_id,
        "region": request.region_name,
        "stackId": request.stack_id,
        "stackName": request.stack_name,
        "logicalId": request.logical_resource_id,
        "properties": request.desired_state or {},
        "old": old,
    }
    try:
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=ask("resource", body, SECONDS))
    except CommonServiceException as error:
        message = f"{error.message} (Service: {request.resource_type}, Error Code: {error.code})"
        return ProgressEvent(status=OperationStatus.FAILED, resource_model=old or request.desired_state, message=message)
