import { runBoto3 } from '../../../../support/aws/boto3.ts';
import { mskName } from '../../../../support/aws/msk.ts';
import { connections } from '../../../../support/stack/stack.ts';

const { tls } = connections().kafka;

test('boto3 makes a cluster with a configuration, finds its brokers and deletes both', async () => {
  const name = mskName();
  const program = `
import boto3, json, time
kafka, ec2 = boto3.client("kafka"), boto3.client("ec2")
own = [{"Name": "default-for-az", "Values": ["true"]}]
subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets(Filters=own)["Subnets"]][:3]
configuration = kafka.create_configuration(Name="${name}", ServerProperties=b"num.partitions=3")
revision = kafka.describe_configuration_revision(Arn=configuration["Arn"], Revision=1)
arn = kafka.create_cluster(
    ClusterName="${name}",
    KafkaVersion="3.9.x.kraft",
    NumberOfBrokerNodes=3,
    BrokerNodeGroupInfo={"InstanceType": "kafka.t3.small", "ClientSubnets": subnets},
    ConfigurationInfo={"Arn": configuration["Arn"], "Revision": 1},
)["ClusterArn"]
def cluster():
    return kafka.describe_cluster(ClusterArn=arn)["ClusterInfo"]
deadline = time.monotonic() + 20
while cluster()["State"] != "ACTIVE" and time.monotonic() < deadline:
    time.sleep(0.05)
brokers = kafka.get_bootstrap_brokers(ClusterArn=arn)
names = [found["ClusterName"] for page in kafka.get_paginator("list_clusters_v2").paginate(PaginationConfig={"PageSize": 1}) for found in page["ClusterInfoList"]]
kafka.delete_cluster(ClusterArn=arn, CurrentVersion=cluster()["CurrentVersion"])
gone = False
while not gone and time.monotonic() < deadline:
    try:
        cluster()
    except kafka.exceptions.NotFoundException:
        gone = True
kafka.delete_configuration(Arn=configuration["Arn"])
print(json.dumps({
    "properties": revision["ServerProperties"].decode(),
    "brokers": brokers["BootstrapBrokerStringTls"],
    "listed": "${name}" in names,
    "gone": gone,
}))
`;

  const seen = await runBoto3(program);

  expect(seen).toEqual({ properties: 'num.partitions=3', brokers: tls, listed: true, gone: true });
});
