import os
import unittest

from users_pipeline_localstack.function_processes.output import ProcessOutput


class OutputTest(unittest.TestCase):
    def setUp(self) -> None:
        reading, self.writing = os.pipe()
        self.output = ProcessOutput(reading, limit_bytes=10)

    def tearDown(self) -> None:
        os.close(self.writing)

    def test_takes_all_that_was_written_before_even_an_unfinished_line(self) -> None:
        os.write(self.writing, b"one\n\ntwo")

        self.assertEqual(self.output.take(), ["one", "two"])
        self.assertEqual(self.output.take(), [])

    def test_keeps_the_limit_and_counts_the_rest(self) -> None:
        os.write(self.writing, b"123456789\nmore and more\n")

        first = self.output.take()
        os.write(self.writing, b"again\n")

        self.assertEqual(first, ["123456789", "The process executor dropped 14 bytes of output beyond 10."])
        self.assertEqual(self.output.take(), ["again"])

    def test_reads_on_when_nobody_takes(self) -> None:
        # More than a pipe holds: this would block for ever.
        for _ in range(40):
            os.write(self.writing, b"x" * 65_536)

        self.assertEqual(self.output.take()[0], "x" * 10)
