import unittest
from datetime import UTC, datetime, timedelta
from typing import Any

from users_pipeline_localstack.event_source_mappings import rules

SECRET = "arn:aws:secretsmanager:us-east-1:000000000000:secret:AmazonMSK_x-abcdef"
SCRAM = {"Type": "SASL_SCRAM_512_AUTH", "URI": SECRET}
SUBNET = {"Type": "VPC_SUBNET", "URI": "subnet:subnet-1"}
PROVISIONED = {"ProvisionedPollerConfig": {"MinimumPollers": 1}}
CONFLUENT = {"SchemaRegistryURI": "http://127.0.0.1:8081"}
GLUE = {"SchemaRegistryURI": "arn:aws:glue:us-east-1:000000000000:registry/users"}


def msk(**fields: Any) -> dict[str, Any]:
    arn = "arn:aws:kafka:us-east-1:000000000000:cluster/users/1"
    return {"EventSourceArn": arn, "Topics": ["users"], "StartingPosition": "LATEST", **fields}


def own(**fields: Any) -> dict[str, Any]:
    source = {"Endpoints": {"KAFKA_BOOTSTRAP_SERVERS": ["127.0.0.1:9092", "b-1.example.com:9094"]}}
    access = [SUBNET]
    position = {"Topics": ["users"], "StartingPosition": "TRIM_HORIZON"}
    return {"SelfManagedEventSource": source, "SourceAccessConfigurations": access, **position, **fields}


def registry(config: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return msk(AmazonManagedKafkaEventSourceConfig={"SchemaRegistryConfig": config}, **fields)


def on_failure(destination: str, **fields: Any) -> dict[str, Any]:
    return msk(DestinationConfig={"OnFailure": {"Destination": destination}}, **fields)


TAKEN = [
    msk(),
    own(),
    msk(BatchSize=10_000, MaximumRetryAttempts=-1, MaximumRecordAgeInSeconds=60, Topics=["t"]),
    msk(ProvisionedPollerConfig={"MinimumPollers": 200, "MaximumPollers": 2000, "PollerGroupName": "group-1"}),
    msk(MaximumRecordAgeInSeconds=-1, MaximumBatchingWindowInSeconds=0),
    msk(StartingPosition="AT_TIMESTAMP", StartingPositionTimestamp=datetime(2026, 1, 1, tzinfo=UTC)),
    msk(SourceAccessConfigurations=[SCRAM]),
    own(SourceAccessConfigurations=[SUBNET, {"Type": "VPC_SECURITY_GROUP", "URI": "sg-1"}]),
    own(SourceAccessConfigurations=[SCRAM, {"Type": "SERVER_ROOT_CA_CERTIFICATE", "URI": SECRET}]),
    own(SelfManagedKafkaEventSourceConfig={"ConsumptionMode": "Stream", "ConsumerGroupId": "a/b:c_d+e=f.g@h-*"}),
    msk(MetricsConfig={"Metrics": ["EventCount", "ErrorCount", "KafkaMetrics"]}),
    msk(LoggingConfig={"SystemLogLevel": "DEBUG"}, **PROVISIONED),
    msk(FilterCriteria={"Filters": [{"Pattern": '{"value":{"country":["NO"]}}'}] * 5}),
    registry(CONFLUENT | {"AccessConfigs": [{"Type": "BASIC_AUTH", "URI": SECRET}]}, **PROVISIONED),
    registry(GLUE, **PROVISIONED),
    registry(GLUE | {"AccessConfigs": [], "EventRecordFormat": "SOURCE"}, **PROVISIONED),
    registry({"SchemaRegistryURI": "arn:aws-cn:glue:cn-north-1:000000000000:registry/users.of_a-1"}, **PROVISIONED),
    on_failure("kafka://failed", **PROVISIONED),
    on_failure("arn:aws:s3:::failed-records"),
    on_failure("arn:aws:sns:us-east-1:000000000000:failed"),
    on_failure("arn:aws:sqs:us-east-1:000000000000:failed"),
]
REFUSED = [
    ("Value '0' at 'batchSize'.*greater than or equal to 1", msk(BatchSize=0)),
    (
        "Value '201' at 'provisionedPollerConfig.minimumPollers'.*less than or equal to 200",
        msk(ProvisionedPollerConfig={"MinimumPollers": 201}),
    ),
    ("'provisionedPollerConfig.pollerGroupName'", msk(ProvisionedPollerConfig={"PollerGroupName": "a b"})),
    ("at least 60", msk(MaximumRecordAgeInSeconds=59)),
    ("at least 60", msk(MaximumRecordAgeInSeconds=0)),
    ("must not be larger", msk(ProvisionedPollerConfig={"MinimumPollers": 3, "MaximumPollers": 2})),
    ("exactly one member", msk(Topics=["a", "b"])),
    ("exactly one member", msk(Topics=None)),
    ("at 'topics'", msk(Topics=["a topic"])),
    ("Value null at 'startingPosition'", msk(StartingPosition=None)),
    ("LATEST, AT_TIMESTAMP, TRIM_HORIZON", msk(StartingPosition="EARLIEST")),
    ("StartingPositionTimestamp is required", msk(StartingPosition="AT_TIMESTAMP")),
    (
        "cannot be in the future",
        msk(StartingPosition="AT_TIMESTAMP", StartingPositionTimestamp=datetime.now(UTC) + timedelta(days=1)),
    ),
    ("Unsupported 'tumblingWindowInSeconds' parameter", msk(TumblingWindowInSeconds=5)),
    ("Unsupported 'kafkaEventSourceConfig'", msk(SelfManagedKafkaEventSourceConfig={"ConsumerGroupId": "g"})),
    ("Unsupported 'kafkaEventSourceConfig'", own(AmazonManagedKafkaEventSourceConfig={"ConsumerGroupId": "g"})),
    ("Only one of", own(EventSourceArn="arn:aws:kafka:us-east-1:000000000000:cluster/users/1")),
    ("must have 1 to 10 members", own(SelfManagedEventSource={"Endpoints": {}})),
    (
        "'localhost' in KAFKA_BOOTSTRAP_SERVERS is not HOST:PORT",
        own(SelfManagedEventSource={"Endpoints": {"KAFKA_BOOTSTRAP_SERVERS": ["localhost"]}}),
    ),
    (
        "ConsumptionMode Queue is not supported by this local poller",
        own(SelfManagedKafkaEventSourceConfig={"ConsumptionMode": "Queue"}),
    ),
    (
        "'selfManagedKafkaEventSourceConfig.consumerGroupId'",
        own(SelfManagedKafkaEventSourceConfig={"ConsumerGroupId": "a group"}),
    ),
    ("'amazonManagedKafkaEvent.*GroupId'", msk(AmazonManagedKafkaEventSourceConfig={"ConsumerGroupId": "g" * 201})),
    ("type BASIC_AUTH is not supported", msk(SourceAccessConfigurations=[{"Type": "BASIC_AUTH", "URI": SECRET}])),
    ("type VIRTUAL_HOST is not supported", own(SourceAccessConfigurations=[{"Type": "VIRTUAL_HOST", "URI": "/"}])),
    ("has no URI", msk(SourceAccessConfigurations=[{"Type": "SASL_SCRAM_512_AUTH"}])),
    ("is not a valid URI", msk(SourceAccessConfigurations=[SCRAM | {"URI": "my-secret"}])),
    ("is not a valid URI", own(SourceAccessConfigurations=[SUBNET | {"URI": "sg-1"}])),
    ("only one type of auth", own(SourceAccessConfigurations=[SCRAM, {"Type": "BASIC_AUTH", "URI": SECRET}])),
    ("Required 'sourceAccessConfigurations'", own(SourceAccessConfigurations=[])),
    (
        "Required 'sourceAccessConfigurations'",
        own(SourceAccessConfigurations=[{"Type": "SERVER_ROOT_CA_CERTIFICATE", "URI": SECRET}]),
    ),
    ("EventCount, ErrorCount, KafkaMetrics", msk(MetricsConfig={"Metrics": ["EventCount", "DeletedEventCount"]})),
    ("DEBUG, INFO, WARN", msk(LoggingConfig={"SystemLogLevel": "TRACE"}, **PROVISIONED)),
    ("LoggingConfig is only supported in provisioned mode", msk(LoggingConfig={"SystemLogLevel": "INFO"})),
    ("set: \\[ReportBatchItemFailures\\]", msk(FunctionResponseTypes=["ReportNothing"])),
    ("at most 5 filters", msk(FilterCriteria={"Filters": [{"Pattern": "{}"}] * 6})),
    ("less than or equal to 4096", msk(FilterCriteria={"Filters": [{"Pattern": " " * 4095 + "{}"}]})),
    ("Invalid filter pattern definition.", msk(FilterCriteria={"Filters": [{"Pattern": '["NO"]'}]})),
    ("Invalid filter pattern definition.", msk(FilterCriteria={"Filters": [{"Pattern": "{"}]})),
    ("SchemaRegistryConfig is only available for Provisioned Mode", registry(CONFLUENT)),
    ("neither the ARN of a Glue registry nor a URL", registry({"SchemaRegistryURI": "registry"}, **PROVISIONED)),
    *(
        ("neither the ARN of a Glue registry nor a URL", registry({"SchemaRegistryURI": uri}, **PROVISIONED))
        for uri in (
            "arn:aws:glue:us-east-1:000000000000:registry/",
            "arn:aws:glue:us-east-1:000000000000:registry/users/1",
            "arn:aws:glue:us-east-1:000000000000:schema/users/user",
            "arn:aws:glue:us-east-1:users:registry/users",
            "arn:aws:kafka:us-east-1:000000000000:registry/users",
        )
    ),
    ("only available for Provisioned Mode", registry(GLUE)),
    (
        "not supported for a Glue schema registry",
        registry(GLUE | {"AccessConfigs": [{"Type": "BASIC_AUTH", "URI": SECRET}]}, **PROVISIONED),
    ),
    ("must be the ARN of a secret", registry(CONFLUENT | {"AccessConfigs": [{"Type": "BASIC_AUTH"}]}, **PROVISIONED)),
    ("one of the types", registry(CONFLUENT | {"AccessConfigs": [{"Type": "NONE", "URI": SECRET}]}, **PROVISIONED)),
    ("SchemaRegistryConfig.eventRecordFormat", registry(CONFLUENT | {"EventRecordFormat": "AVRO"}, **PROVISIONED)),
    (
        "schemaValidationConfigs.attribute",
        registry(CONFLUENT | {"SchemaValidationConfigs": [{"Attribute": "HEADER"}]}, **PROVISIONED),
    ),
    ("only supported in provisioned mode", on_failure("kafka://failed")),
    ("must not be the topic of the event source", on_failure("kafka://users", **PROVISIONED)),
    ("not a valid name of a topic", on_failure("kafka://.failed", **PROVISIONED)),
    ("FIFO queues and topics are not supported", on_failure("arn:aws:sqs:us-east-1:000000000000:failed.fifo")),
    ("FIFO queues and topics are not supported", on_failure("arn:aws:sns:us-east-1:000000000000:failed.fifo")),
    ("not a valid on-failure destination", on_failure("arn:aws:lambda:us-east-1:000000000000:function:f")),
    ("not a valid on-failure destination", on_failure("http://failed")),
]


class MappingRulesTest(unittest.TestCase):
    def test_takes_what_aws_takes(self) -> None:
        for mapping in TAKEN:
            with self.subTest(mapping):
                rules.check(mapping)

    def test_refuses_what_aws_refuses(self) -> None:
        for message, mapping in REFUSED:
            with self.subTest(message), self.assertRaisesRegex(rules.InvalidMapping, f"(?i){message}"):
                rules.check(mapping)

    def test_refuses_a_function_that_may_run_longer_than_fourteen_minutes(self) -> None:
        rules.check_timeout(840)

        with self.assertRaisesRegex(rules.InvalidMapping, "841 seconds"):
            rules.check_timeout(841)

    def test_refuses_a_consumer_group_of_another_mapping(self) -> None:
        mine = msk(UUID="mine", AmazonManagedKafkaEventSourceConfig={"ConsumerGroupId": "group"})
        others = own(UUID="other", SelfManagedKafkaEventSourceConfig={"ConsumerGroupId": "group"})

        rules.check_uniqueness(mine, [mine])
        with self.assertRaisesRegex(rules.MappingConflict, "group must be unique.*other"):
            rules.check_uniqueness(mine, [mine, others])
