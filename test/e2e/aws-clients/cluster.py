"""Makes an MSK cluster, writes and reads a topic of it with IAM, and deletes it, as the MSK developer guide shows."""

import time
import uuid

import boto3
from authority import AUTHORITY
from aws_msk_iam_sasl_signer import MSKAuthTokenProvider
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic
from kafka.net.sasl.oauth import AbstractTokenProvider

REGION = boto3.session.Session().region_name
NAME = f"guide-{uuid.uuid4().hex[:8]}"


class MskTokens(AbstractTokenProvider):
    def token(self) -> str:
        token, _ = MSKAuthTokenProvider.generate_auth_token(REGION)
        return token


kafka = boto3.client("kafka")
subnets = boto3.client("ec2").describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
arn = kafka.create_cluster_v2(
    ClusterName=NAME,
    Provisioned={
        "BrokerNodeGroupInfo": {
            "InstanceType": "kafka.t3.small",
            "ClientSubnets": [subnet["SubnetId"] for subnet in subnets[:2]],
            "StorageInfo": {"EbsStorageInfo": {"VolumeSize": 10}},
        },
        "ClientAuthentication": {"Sasl": {"Iam": {"Enabled": True}}},
        "KafkaVersion": "3.9.x",
        "NumberOfBrokerNodes": 2,
    },
)["ClusterArn"]


def state() -> str:
    return kafka.describe_cluster_v2(ClusterArn=arn)["ClusterInfo"]["State"]


print("cluster", state())
while state() == "CREATING":
    time.sleep(0.2)
print("cluster", state())

brokers = kafka.get_bootstrap_brokers(ClusterArn=arn)["BootstrapBrokerStringSaslIam"]
connection = {
    "bootstrap_servers": brokers.split(","),
    "security_protocol": "SASL_SSL",
    "sasl_mechanism": "OAUTHBEARER",
    "sasl_oauth_token_provider": MskTokens(),
    "ssl_cafile": AUTHORITY,
}
admin = KafkaAdminClient(**connection)
admin.create_topics([NewTopic(NAME, num_partitions=1, replication_factor=1)])
producer = KafkaProducer(**connection)
producer.send(NAME, b"hello").get(timeout=20)
producer.close()
consumer = KafkaConsumer(NAME, **connection, auto_offset_reset="earliest", consumer_timeout_ms=20_000)
print("topic", next(consumer).value.decode())
consumer.close()
admin.delete_topics([NAME])
admin.close()

kafka.delete_cluster(ClusterArn=arn)
try:
    while state() == "DELETING":
        time.sleep(0.2)
except kafka.exceptions.NotFoundException:
    print("cluster deleted")
