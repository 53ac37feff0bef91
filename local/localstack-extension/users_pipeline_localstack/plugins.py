"""Everything that LocalStack finds by entry point. Imports are lazy: LocalStack resolves all plugins at start."""

from importlib import import_module
from typing import Any

from localstack.runtime import hooks
from localstack.runtime.server.core import RuntimeServer, RuntimeServerPlugin
from localstack.services.cloudformation.resource_provider import CloudFormationResourceProviderPlugin
from localstack.services.lambda_ import hooks as lambda_hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.plugins import Service, aws_provider


class LoopbackServerPlugin(RuntimeServerPlugin):
    """Chosen by GATEWAY_SERVER=twisted-loopback."""

    name = "twisted-loopback"

    def load(self, *args: Any, **kwargs: Any) -> RuntimeServer:
        from users_pipeline_localstack.loopback_server import LoopbackTwistedServer

        return LoopbackTwistedServer()


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Chosen by LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type:
        from users_pipeline_localstack.function_processes import code_permissions
        from users_pipeline_localstack.function_processes.executor import ProcessRuntimeExecutor

        code_permissions.apply()
        return ProcessRuntimeExecutor


def resource_plugin(resource_type: str, module: str, provider: str) -> type[CloudFormationResourceProviderPlugin]:
    class ResourcePlugin(CloudFormationResourceProviderPlugin):
        name = resource_type
        factory: type | None = None

        def load(self, *args: Any, **kwargs: Any) -> None:
            self.factory = getattr(import_module(f"users_pipeline_localstack.{module}"), provider)

    return ResourcePlugin


CustomResourcePlugin = resource_plugin(
    "AWS::CloudFormation::CustomResource", "custom_resources.provider", "CustomResourceProvider"
)
SecurityGroupIngressPlugin = resource_plugin(
    "AWS::EC2::SecurityGroupIngress", "cloudformation_resources.security_group_rules", "SecurityGroupIngress"
)
SecurityGroupEgressPlugin = resource_plugin(
    "AWS::EC2::SecurityGroupEgress", "cloudformation_resources.security_group_rules", "SecurityGroupEgress"
)
ElasticIpPlugin = resource_plugin("AWS::EC2::EIP", "cloudformation_resources.elastic_ip", "ElasticIp")
FlowLogPlugin = resource_plugin("AWS::EC2::FlowLog", "cloudformation_resources.flow_log", "FlowLog")
DashboardPlugin = resource_plugin("AWS::CloudWatch::Dashboard", "cloudformation_resources.dashboard", "Dashboard")


class ForwardedResourcePlugin(CloudFormationResourceProviderPlugin):
    """A type that the control plane makes."""

    factory: type | None = None

    def load(self, *args: Any, **kwargs: Any) -> None:
        from users_pipeline_localstack.control_plane.resources import provider

        self.factory = provider(self.name)


def forwarded_resource(resource_type: str) -> type[ForwardedResourcePlugin]:
    return type(f"{resource_type.replace('::', '')}Plugin", (ForwardedResourcePlugin,), {"name": resource_type})


MskCluster = forwarded_resource("AWS::MSK::Cluster")
MskServerlessCluster = forwarded_resource("AWS::MSK::ServerlessCluster")
MskConfiguration = forwarded_resource("AWS::MSK::Configuration")
MskBatchScramSecret = forwarded_resource("AWS::MSK::BatchScramSecret")
MskClusterPolicy = forwarded_resource("AWS::MSK::ClusterPolicy")
CassandraKeyspace = forwarded_resource("AWS::Cassandra::Keyspace")
CassandraTable = forwarded_resource("AWS::Cassandra::Table")
CassandraType = forwarded_resource("AWS::Cassandra::Type")
RdsInstance = forwarded_resource("AWS::RDS::DBInstance")
RdsSubnetGroup = forwarded_resource("AWS::RDS::DBSubnetGroup")
RdsParameterGroup = forwarded_resource("AWS::RDS::DBParameterGroup")
RdsProxy = forwarded_resource("AWS::RDS::DBProxy")
RdsProxyTargetGroup = forwarded_resource("AWS::RDS::DBProxyTargetGroup")
GlueRegistry = forwarded_resource("AWS::Glue::Registry")
GlueSchema = forwarded_resource("AWS::Glue::Schema")
GlueSchemaVersion = forwarded_resource("AWS::Glue::SchemaVersion")
GlueSchemaVersionMetadata = forwarded_resource("AWS::Glue::SchemaVersionMetadata")


@hooks.on_infra_start()
def patch_cloudformation() -> None:
    from users_pipeline_localstack.cloudformation_engine import (
        deletion,
        polling,
        reasons,
        replacement,
        rollback,
        validation_events,
    )
    from users_pipeline_localstack.cloudformation_resources import (
        events,
        functions,
        keys,
        log_groups,
        network,
        roles,
        secret_attachments,
        secrets,
    )
    from users_pipeline_localstack.custom_resources import engine, responses

    resources = (events, functions, keys, log_groups, network, roles, secrets, secret_attachments)
    engine_patches = (replacement, rollback, deletion, reasons, polling, validation_events)
    for patch in (*resources, *engine_patches, responses, engine):
        patch.apply()


@hooks.on_infra_start()
def patch_lambda() -> None:
    """Before the service is loaded: it binds its operations then."""
    from users_pipeline_localstack import code_in_use, log_group, payload_limit
    from users_pipeline_localstack.event_source_mappings import (
        api_model,
        cloudformation,
        provider_patches,
        report_route,
        worker,
    )
    from users_pipeline_localstack.speed import batched_logs, batched_metrics

    mappings = (api_model, provider_patches, worker, report_route, cloudformation)
    for patch in (batched_metrics, batched_logs, code_in_use, log_group, payload_limit, *mappings):
        patch.apply()


@hooks.on_infra_start()
def patch_alerts() -> None:
    from users_pipeline_localstack.alerts import evaluation, history, mails

    for patch in (evaluation, history, mails):
        patch.apply()


@hooks.on_infra_start()
def patch_function_containers() -> None:
    from users_pipeline_localstack.gateway import functions_are_processes

    if functions_are_processes():
        return
    from users_pipeline_localstack.function_containers import leftovers

    leftovers.end_at_once_with_localstack()
    leftovers.remove_leftovers()


@lambda_hooks.prepare_docker_executor()
def use_image_that_is_here(function_version: Any) -> None:
    from users_pipeline_localstack.function_containers import images

    images.use_image_that_is_here(function_version)


@lambda_hooks.start_docker_executor()
def prepare_function_container(container_configuration: Any, function_version: Any) -> None:
    from users_pipeline_localstack.function_containers.container import prepare

    prepare(container_configuration, function_version)


@hooks.on_infra_start()
def patch_cloudwatch_logs() -> None:
    from users_pipeline_localstack.cloudwatch import log_events

    log_events.apply()


@hooks.on_infra_start()
def patch_events() -> None:
    from users_pipeline_localstack import scheduled_rules

    scheduled_rules.apply()


@hooks.on_infra_start()
def patch_secrets_manager() -> None:
    from users_pipeline_localstack import secret_names

    secret_names.apply()


@hooks.on_infra_start()
def refuse_strange_hosts() -> None:
    from users_pipeline_localstack import host_names

    host_names.apply()


@hooks.on_infra_shutdown(priority=10)
def stop_metrics() -> None:
    """Before services are stopped: CloudWatch, if a last write loaded it then, would keep LocalStack from ending."""
    from users_pipeline_localstack.cloudwatch.write_points import POINTS

    POINTS.stop()


@lambda_hooks.set_event_source_config_defaults()
def set_kafka_defaults(defaults: dict[str, Any], request: dict[str, Any], service: str) -> None:
    from users_pipeline_localstack.event_source_mappings.kafka import is_kafka_mapping, set_defaults

    if is_kafka_mapping(request):
        set_defaults(defaults, request)


@aws_provider(api="kafka")
def kafka() -> Service:
    from users_pipeline_localstack import msk_lookup
    from users_pipeline_localstack.control_plane import client

    return forwarded("kafka") if client.is_configured() else msk_lookup.create_service()


@aws_provider(api="keyspaces")
def keyspaces() -> Service:
    return forwarded("keyspaces")


@aws_provider(api="rds")
def rds() -> Service:
    return forwarded("rds")


@aws_provider(api="glue")
def glue() -> Service:
    return forwarded("glue")


def forwarded(service: str) -> Service:
    from users_pipeline_localstack.control_plane.services import forwarded

    return forwarded(service)
