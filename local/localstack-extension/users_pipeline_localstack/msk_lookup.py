"""The part of the MSK API that finds a cluster's brokers, for the clusters named in the variable MSK_CLUSTERS."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

BROKER_FIELDS = {
    "plaintext": "BootstrapBrokerString",
    "tls": "BootstrapBrokerStringTls",
    "scram": "BootstrapBrokerStringSaslScram",
    "iam": "BootstrapBrokerStringSaslIam",
}
EXAMPLE = '[{"arn": "arn:aws:kafka:…", "name": "users", "bootstrapBrokers": {"plaintext": "127.0.0.1:9092"}}]'


@dataclass(frozen=True)
class Cluster:
    arn: str
    name: str
    bootstrap_brokers: Mapping[str, str] = field(default_factory=dict)

    def brokers_answer(self) -> dict[str, str]:
        return {BROKER_FIELDS[kind]: servers for kind, servers in self.bootstrap_brokers.items()}

    def number_of_brokers(self) -> int:
        return max((servers.count(",") + 1 for servers in self.bootstrap_brokers.values()), default=0)

    def summary(self) -> dict[str, Any]:
        return {"ClusterArn": self.arn, "ClusterName": self.name, "State": "ACTIVE", "CurrentVersion": "K1"}

    def description(self) -> dict[str, Any]:
        return {**self.summary(), "NumberOfBrokerNodes": self.number_of_brokers()}

    def description_v2(self) -> dict[str, Any]:
        provisioned = {"NumberOfBrokerNodes": self.number_of_brokers()}
        return {**self.summary(), "ClusterType": "PROVISIONED", "Provisioned": provisioned}


def read_clusters(text: str | None) -> dict[str, Cluster]:
    """Reads the JSON of MSK_CLUSTERS, by ARN. Raises ValueError with the variable's name when it is malformed."""
    try:
        entries = json.loads(text or "[]")
        clusters = [Cluster(entry["arn"], entry["name"], dict(entry["bootstrapBrokers"])) for entry in entries]
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"MSK_CLUSTERS must be a JSON list such as {EXAMPLE}: {error!r}") from error
    for cluster in clusters:
        if unknown := set(cluster.bootstrap_brokers) - set(BROKER_FIELDS):
            raise ValueError(f"MSK_CLUSTERS: bootstrapBrokers has unknown kinds {unknown}; use {list(BROKER_FIELDS)}.")
    return {cluster.arn: cluster for cluster in clusters}


def create_service() -> Any:
    """The LocalStack service `kafka`."""
    from localstack.aws.api import CommonServiceException
    from localstack.aws.skeleton import Skeleton
    from localstack.aws.spec import load_service
    from localstack.services.plugins import Service

    clusters = read_clusters(os.environ.get("MSK_CLUSTERS"))

    def find(request: Mapping[str, Any]) -> Cluster:
        arn = request["ClusterArn"]
        if arn not in clusters:
            raise CommonServiceException("NotFoundException", f"The requested cluster {arn} doesn't exist.", 404, True)
        return clusters[arn]

    def named(request: Mapping[str, Any]) -> list[Cluster]:
        return [cluster for cluster in clusters.values() if cluster.name.startswith(name_filter(request))]

    handlers: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
        "DescribeCluster": lambda request: {"ClusterInfo": find(request).description()},
        "DescribeClusterV2": lambda request: {"ClusterInfo": find(request).description_v2()},
        "GetBootstrapBrokers": lambda request: find(request).brokers_answer(),
        "ListClusters": lambda request: {"ClusterInfoList": [cluster.description() for cluster in named(request)]},
        "ListClustersV2": lambda request: {"ClusterInfoList": [cluster.description_v2() for cluster in named(request)]},
    }

    def operation(name: str) -> Callable[[Any, Mapping[str, Any] | None], dict[str, Any]]:
        def answer(_context: Any, request: Mapping[str, Any] | None) -> dict[str, Any]:
            if name not in handlers:
                raise CommonServiceException(
                    "NotImplementedException",
                    f"kafka {name} is not supported yet: this LocalStack only looks up the clusters of MSK_CLUSTERS.",
                    status_code=501,
                )
            return handlers[name](request or {})

        return answer

    model = load_service("kafka")
    return Service("kafka", skeleton=Skeleton(model, {name: operation(name) for name in model.operation_names}))


def name_filter(request: Mapping[str, Any]) -> str:
    return request.get("ClusterNameFilter") or ""
