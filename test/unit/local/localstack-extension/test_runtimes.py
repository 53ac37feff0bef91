import os
import stat
import tempfile
import unittest
import zipfile
from pathlib import Path

from users_pipeline_localstack.function_processes.runtimes.family import Launch, RuntimeUnavailable
from users_pipeline_localstack.function_processes.runtimes.java_client import library_name
from users_pipeline_localstack.function_processes.runtimes.table import command_for


class RuntimesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def program(self, name: str, script: str) -> str:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return os.fspath(path)

    def node(self, version: str) -> str:
        """A program that only tells its version."""
        return self.program(f"node-{version}", f"echo {version}")

    def java(self, version: str) -> str:
        return self.program(f"java-{version}", f"echo 'openjdk version \"{version}\" 2025-04-15' >&2")

    def java_client(self) -> str:
        with zipfile.ZipFile(self.folder / "aws-lambda-java-runtime-interface-client-2.0.0.jar", "w") as jar:
            for libc in ("linux", "linux_musl"):
                for machine in ("x86_64", "aarch_64"):
                    jar.writestr(f"jni/libaws-lambda-jni.{libc}-{machine}.so", machine)
        return os.fspath(self.folder)

    def launch(
        self, runtime: str, host: dict[str, str], environment: dict[str, str] | None = None, memory_mb: int = 256
    ) -> Launch:
        return Launch(runtime, memory_mb, self.folder, environment or {}, host)

    def test_runs_the_program_that_the_runtimes_variable_names(self) -> None:
        program = self.node("v22.1.2")

        command = command_for(self.launch("nodejs22.x", {"LAMBDA_NODEJS_22": program}))

        self.assertEqual(command.argv[0], program)
        self.assertIn("--max-old-space-size=230", command.argv)
        self.assertEqual(command.version, "nodejs:22.v22.1.2")

    def test_switches_off_what_aws_switches_off_unless_the_function_wants_it(self) -> None:
        host = {"LAMBDA_NODEJS_22": self.node("v22.1.2")}
        wanted = {"NODE_OPTIONS": "--experimental-detect-module"}

        command = command_for(self.launch("nodejs22.x", host, wanted))

        self.assertIn("--no-experimental-require-module", command.argv)
        self.assertNotIn("--no-experimental-detect-module", command.argv)

    def test_runs_python_without_the_packages_of_the_users_home(self) -> None:
        program = self.program("python", "echo Python 3.9.1")

        command = command_for(self.launch("python3.9", {"LAMBDA_PYTHON_3_9": program}))

        self.assertEqual(command.argv[:2], (program, "-s"))
        self.assertEqual(Path(command.argv[2]).parts[-2:], ("python", "bootstrap.py"))
        self.assertEqual(command.version, "python:3.9.v3.9.1")

    def test_gives_java_the_heap_and_the_client_with_a_library_of_this_processs_own(self) -> None:
        host = {"LAMBDA_JAVA_17": self.java("17.0.15"), "LAMBDA_JAVA_RIC": self.java_client()}

        command = command_for(self.launch("java17", host, {"_HANDLER": "users.Store::handle"}, memory_mb=512))

        main = command.argv.index("com.amazonaws.services.lambda.runtime.api.client.AWSLambda")
        library = next(part for part in command.argv if part.startswith("-Dcom.amazonaws.")).partition("=")[2]
        self.assertEqual(command.argv[main - 1], os.path.join(self.folder, "*"))
        self.assertEqual(command.argv[main + 1 :], ("users.Store::handle",))
        self.assertIn("-Xmx445644k", command.argv)
        self.assertIn(Path(library).read_text(), ("x86_64", "aarch_64"))
        self.assertEqual(command.version, "java:17.v17.0.15")

    def test_leaves_to_java_tool_options_what_they_set(self) -> None:
        host = {"LAMBDA_JAVA_25": self.java("25"), "LAMBDA_JAVA_RIC": self.java_client()}
        options = {"JAVA_TOOL_OPTIONS": "-Xmx100m -XX:+UseParallelGC -XX:TieredStopAtLevel=4"}

        command = command_for(self.launch("java25", host, options))

        flags = " ".join(command.argv)
        self.assertNotRegex(flags, "-Xmx|SerialGC|TieredStopAtLevel")
        self.assertIn("--enable-native-access=ALL-UNNAMED", flags)

    def test_knows_javas_old_way_to_tell_its_version(self) -> None:
        host = {"LAMBDA_JAVA_8": self.java("1.8.0_292"), "LAMBDA_JAVA_RIC": self.java_client()}

        command = command_for(self.launch("java8.al2", host))

        self.assertEqual(command.version, "java:8.v8.0_292")
        self.assertNotIn("-XX:TieredStopAtLevel=1", command.argv)

    def test_takes_the_library_of_the_clients_jar_that_fits_the_machine(self) -> None:
        self.assertEqual(library_name("Linux", "x86_64", "glibc"), "libaws-lambda-jni.linux-x86_64.so")
        self.assertEqual(library_name("Linux", "aarch64", ""), "libaws-lambda-jni.linux_musl-aarch_64.so")
        with self.assertRaisesRegex(RuntimeUnavailable, "not made for Darwin arm64. Run LocalStack on Linux"):
            library_name("Darwin", "arm64", "")

    def test_runs_the_functions_own_bootstrap(self) -> None:
        program = self.program("bootstrap", "")

        command = command_for(self.launch("provided.al2023", {}))

        self.assertEqual(command.argv, (program,))
        self.assertEqual(command.version, "provided:al2023")

    def test_names_the_runtime_and_the_remedy_when_it_cannot_run(self) -> None:
        no_client = self.program(
            "python", "case $1 in --version) echo Python 3.12.1;; *) echo No module; exit 1;; esac"
        )
        java = self.java("17.0.1")
        cases = {
            "not set": ("nodejs24.x", {}, "nodejs24.x needs Node 24, and LAMBDA_NODEJS_24 is not set. Set LAMBDA_"),
            "other major": ("nodejs24.x", {"LAMBDA_NODEJS_24": self.node("v22.9.0")}, "is Node 22.9.0. Set LAMBDA_NOD"),
            "no program": ("nodejs22.x", {"LAMBDA_NODEJS_22": "/no/node"}, "/no/node --version fails"),
            "no Python": ("python3.12", {}, "needs Python 3.12, and LAMBDA_PYTHON_3_12 is not set. Set LAMBDA_PYTHON"),
            "other Python": (
                "python3.1",
                {"LAMBDA_PYTHON_3_1": no_client},
                "LAMBDA_PYTHON_3_1=.* is Python 3.12.1. Set",
            ),
            "no client": (
                "python3.12",
                {"LAMBDA_PYTHON_3_12": no_client},
                "fails: No module. Set LAMBDA_PYTHON_3_12 to",
            ),
            "no Java": ("java21", {}, "java21 needs Java 21, and LAMBDA_JAVA_21 is not set. Set LAMBDA_JAVA_21 to the"),
            "other Java": ("java21", {"LAMBDA_JAVA_21": java}, "LAMBDA_JAVA_21=.* is Java 17.0.1. Set LAMBDA_JAVA_21"),
            "no Java client": ("java17", {"LAMBDA_JAVA_17": java}, "LAMBDA_JAVA_RIC is not set. Set LAMBDA_JAVA_RIC"),
            "no jar": (
                "java17",
                {"LAMBDA_JAVA_17": java, "LAMBDA_JAVA_RIC": "/no"},
                "/no holds no aws-lambda-java-run",
            ),
            "no bootstrap": ("provided.al2", {}, r"Couldn't find valid bootstrap\(s\): \[.*/bootstrap\]"),
            "other family": ("ruby3.4", {}, r"ruby3.4 is not supported .* Use one of: nodejs\*\.x, python3\.\*, java"),
            "image": ("", {}, "Runtime of a container image is not supported"),
        }
        for name, (runtime, host, message) in cases.items():
            with self.subTest(name), self.assertRaisesRegex(RuntimeUnavailable, message):
                command_for(self.launch(runtime, host))
