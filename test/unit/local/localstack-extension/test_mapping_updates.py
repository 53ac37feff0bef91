import unittest

from users_pipeline_localstack.event_source_mappings import rules

MSK = "AmazonManagedKafkaEventSourceConfig"
OWN = "SelfManagedKafkaEventSourceConfig"


class MappingUpdatesTest(unittest.TestCase):
    def test_takes_cloudformations_spelling(self) -> None:
        request = {"SelfManagedEventSource": {"Endpoints": {"KafkaBootstrapServers": ["127.0.0.1:9092"]}}}

        rules.use_api_spelling(request)

        self.assertEqual(
            request, {"SelfManagedEventSource": {"Endpoints": {"KAFKA_BOOTSTRAP_SERVERS": ["127.0.0.1:9092"]}}}
        )

    def test_keeps_the_consumer_group_when_its_neighbours_are_updated(self) -> None:
        update = {MSK: {"SchemaRegistryConfig": {}}}

        rules.keep_what_is_fixed(update, {MSK: {"ConsumerGroupId": "group"}})

        self.assertEqual(update, {MSK: {"SchemaRegistryConfig": {}, "ConsumerGroupId": "group"}})

    def test_refuses_to_change_what_is_fixed_at_creation(self) -> None:
        old = {OWN: {"ConsumerGroupId": "group"}}

        rules.keep_what_is_fixed({OWN: {"ConsumerGroupId": "group", "ConsumptionMode": "Stream"}}, old)
        for field, value in {"ConsumerGroupId": "other", "ConsumptionMode": "Queue"}.items():
            with self.subTest(field), self.assertRaisesRegex(rules.InvalidMapping, f"{field} cannot be changed"):
                rules.keep_what_is_fixed({OWN: {field: value}}, old)

    def test_drops_fields_that_an_update_leaves_empty(self) -> None:
        mapping = {
            "FilterCriteria": {"Filters": []},
            "KMSKeyArn": "",
            "MetricsConfig": {"Metrics": ["EventCount"]},
            "DestinationConfig": {"OnFailure": {"Destination": ""}},
            MSK: {"ConsumerGroupId": "group", "SchemaRegistryConfig": {}},
        }

        rules.drop_removed_fields(mapping)

        kept = {"MetricsConfig": {"Metrics": ["EventCount"]}, "DestinationConfig": {"OnFailure": {}}}
        self.assertEqual(mapping, {**kept, MSK: {"ConsumerGroupId": "group"}})
