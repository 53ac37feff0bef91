import unittest

from users_pipeline_localstack.event_source_mappings import rules


class RulesTest(unittest.TestCase):
    def test_takes_what_aws_takes(self) -> None:
        rules.check({})
        rules.check({"BatchSize": 10_000, "MaximumRetryAttempts": -1, "MaximumRecordAgeInSeconds": 60, "Topics": ["a"]})
        rules.check({"ProvisionedPollerConfig": {"MinimumPollers": 200, "MaximumPollers": 2000}})
        rules.check({"MaximumRecordAgeInSeconds": -1, "MaximumBatchingWindowInSeconds": 0})

    def test_refuses_what_aws_refuses(self) -> None:
        refused = {
            "Value '0' at 'batchSize'.*greater than or equal to 1": {"BatchSize": 0},
            "Value '201' at 'provisionedPollerConfig.minimumPollers'.*less than or equal to 200": {
                "ProvisionedPollerConfig": {"MinimumPollers": 201}
            },
            "at least 60": {"MaximumRecordAgeInSeconds": 59},
            "exactly one member": {"Topics": ["a", "b"]},
            "StartingPositionTimestamp is required": {"StartingPosition": "AT_TIMESTAMP"},
            "must not be larger": {"ProvisionedPollerConfig": {"MinimumPollers": 3, "MaximumPollers": 2}},
        }
        for message, mapping in refused.items():
            with self.subTest(message), self.assertRaisesRegex(rules.InvalidMapping, message):
                rules.check(mapping)

    def test_keeps_the_consumer_group_when_its_neighbours_are_updated(self) -> None:
        update = {"AmazonManagedKafkaEventSourceConfig": {"SchemaRegistryConfig": {}}}

        rules.keep_consumer_group(update, {"AmazonManagedKafkaEventSourceConfig": {"ConsumerGroupId": "group"}})

        self.assertEqual(update["AmazonManagedKafkaEventSourceConfig"]["ConsumerGroupId"], "group")

    def test_drops_fields_that_an_update_leaves_empty(self) -> None:
        mapping = {
            "FilterCriteria": {"Filters": []},
            "KMSKeyArn": "",
            "MetricsConfig": {"Metrics": ["EventCount"]},
            "DestinationConfig": {"OnFailure": {"Destination": ""}},
        }

        rules.drop_removed_fields(mapping)

        self.assertEqual(
            mapping, {"MetricsConfig": {"Metrics": ["EventCount"]}, "DestinationConfig": {"OnFailure": {}}}
        )
