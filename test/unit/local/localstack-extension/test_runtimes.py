import os
import stat
import tempfile
import unittest
from pathlib import Path

from users_pipeline_localstack.function_processes.runtimes import Launch, RuntimeUnavailable, command_for


class RuntimesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def node(self, version: str) -> str:
        """A program that only tells its version."""
        program = self.folder / f"node-{version}"
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return os.fspath(program)

    def test_runs_the_program_that_the_runtimes_variable_names(self) -> None:
        program = self.node("v22.1.2")

        command = command_for(Launch("nodejs22.x", 256, {}, {"LAMBDA_NODEJS_22": program}))

        self.assertEqual(command.argv[0], program)
        self.assertIn("--max-old-space-size=230", command.argv)
        self.assertEqual(command.version, "nodejs:22.v22.1.2")

    def test_switches_off_what_aws_switches_off_unless_the_function_wants_it(self) -> None:
        host = {"LAMBDA_NODEJS_22": self.node("v22.1.2")}
        wanted = {"NODE_OPTIONS": "--experimental-detect-module"}

        command = command_for(Launch("nodejs22.x", 128, wanted, host))

        self.assertIn("--no-experimental-require-module", command.argv)
        self.assertNotIn("--no-experimental-detect-module", command.argv)

    def test_names_the_runtime_and_the_remedy_when_it_cannot_run(self) -> None:
        cases = {
            "not set": ("nodejs24.x", {}, "nodejs24.x needs Node 24, and LAMBDA_NODEJS_24 is not set. Set LAMBDA_"),
            "other major": ("nodejs24.x", {"LAMBDA_NODEJS_24": self.node("v22.9.0")}, "is Node v22.9.0. Set LAMBDA_N"),
            "no program": ("nodejs22.x", {"LAMBDA_NODEJS_22": "/no/node"}, "/no/node --version fails"),
            "other family": ("java21", {}, r"Runtime java21 is not supported .* Use one of: nodejs\*\.x\."),
            "image": ("", {}, "Runtime of a container image is not supported"),
        }
        for name, (runtime, host, message) in cases.items():
            with self.subTest(name), self.assertRaisesRegex(RuntimeUnavailable, message):
                command_for(Launch(runtime, 128, {}, host))
