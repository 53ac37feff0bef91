import unittest

from users_pipeline_localstack.msk_lookup import read_clusters


class MskLookupTest(unittest.TestCase):
    def test_reads_clusters_by_arn(self) -> None:
        brokers = '{"plaintext":"h:1,h:2","iam":"h:3"}'

        cluster = read_clusters(f'[{{"arn":"arn:a","name":"n","bootstrapBrokers":{brokers}}}]')["arn:a"]

        answer = {"BootstrapBrokerString": "h:1,h:2", "BootstrapBrokerStringSaslIam": "h:3"}
        self.assertEqual(cluster.brokers_answer(), answer)
        self.assertEqual(cluster.description_v2()["Provisioned"], {"NumberOfBrokerNodes": 2})

    def test_has_no_clusters_without_the_variable(self) -> None:
        self.assertEqual((read_clusters(None), read_clusters("")), ({}, {}))

    def test_names_the_variable_when_it_is_malformed(self) -> None:
        kinds = '[{"arn":"a","name":"n","bootstrapBrokers":{"mtls":"h:1"}}]'
        for text in ("{", "[1]", '[{"arn":"a"}]', kinds):
            with self.subTest(text), self.assertRaisesRegex(ValueError, "MSK_CLUSTERS"):
                read_clusters(text)
