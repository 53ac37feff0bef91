import unittest

from users_pipeline_localstack.host_names import TRUSTED_DOMAINS, is_trusted, trusted_domains


class HostNamesTest(unittest.TestCase):
    def test_addresses_and_names_that_no_page_can_have_are_trusted(self) -> None:
        for host in (
            "127.0.0.1:4566",
            "[::1]:4566",
            "localhost:4566",
            "bucket.localhost",
            "localstack:4566",
            "",
            "bucket.s3.localhost.localstack.cloud:4566",
            "SQS.us-east-1.amazonaws.com.",
        ):
            with self.subTest(host):
                self.assertTrue(is_trusted(host, TRUSTED_DOMAINS))

    def test_other_names_are_not(self) -> None:
        for host in (
            "evil.example:4566",
            "127.0.0.1.evil.example",
            "evillocalhost.example",
            "notlocalhost.localstack.cloud",
            "evil-amazonaws.com",
            "[evil.example]:4566",
        ):
            with self.subTest(host):
                self.assertFalse(is_trusted(host, TRUSTED_DOMAINS))

    def test_more_can_be_named(self) -> None:
        domains = trusted_domains("aws.test, api.corp.example", "stack.example:4566")

        for host in ("s3.aws.test:80", "api.corp.example", "stack.example:4566", "localhost"):
            self.assertTrue(is_trusted(host, domains))
        self.assertFalse(is_trusted("corp.example", domains))
