import unittest
from pathlib import Path

from users_pipeline_localstack.function_processes.environment import function_environment
from users_pipeline_localstack.function_processes.runtimes.table import family_of


def environment(runtime: str, localstack: dict[str, object], own: dict[str, str]) -> dict[str, str]:
    return function_environment(localstack, own, runtime, family_of(runtime), Path("/code"))


class EnvironmentTest(unittest.TestCase):
    def test_drops_what_is_meant_for_the_init_program_of_a_container(self) -> None:
        localstack = {"AWS_REGION": "us-east-1", "LOCALSTACK_RUNTIME_ID": "x", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128}

        variables = environment("nodejs22.x", localstack, {})

        self.assertNotIn("LOCALSTACK_RUNTIME_ID", variables)
        self.assertEqual(variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], "128")
        self.assertNotIn("HOME", variables)

    def test_lets_the_functions_own_variables_win_except_where_aws_reserves_them(self) -> None:
        own = {"PATH": "/own", "LOCALSTACK_USER": "me", "LAMBDA_TASK_ROOT": "/elsewhere", "NODE_PATH": "/packages"}

        variables = environment("nodejs22.x", own, own)

        self.assertEqual((variables["PATH"], variables["LOCALSTACK_USER"]), ("/own", "me"))
        self.assertEqual(variables["NODE_PATH"], "/packages")
        self.assertEqual(variables["LAMBDA_TASK_ROOT"], "/code")
        self.assertEqual(variables["AWS_EXECUTION_ENV"], "AWS_Lambda_nodejs22.x")

    def test_names_the_given_authorities_where_the_function_names_those_of_aws(self) -> None:
        own = {"NODE_EXTRA_CA_CERTS": "/var/runtime/ca-cert.pem", "SSL_CERT_FILE": "/code/ca-cert.pem"}

        variables = function_environment(own, own, "nodejs22.x", family_of("nodejs22.x"), Path("/code"), "/ca.pem")

        self.assertEqual(variables["NODE_EXTRA_CA_CERTS"], "/ca.pem")
        self.assertEqual(variables["SSL_CERT_FILE"], "/code/ca-cert.pem")

    def test_gives_each_family_its_own_variables_only(self) -> None:
        for runtime, expected in {
            "nodejs22.x": {"NODE_PATH"},
            "python3.12": {"PYTHONPATH"},
            "java21": set(),
            "provided.al2023": set(),
        }.items():
            with self.subTest(runtime):
                variables = environment(runtime, {}, {})

                self.assertEqual(variables.keys() & {"NODE_PATH", "PYTHONPATH"}, expected)
                self.assertEqual(variables["LD_LIBRARY_PATH"], "/code:/code/lib")

    def test_leaves_the_name_of_a_provided_runtime_as_localstack_says_it(self) -> None:
        variables = environment("provided.al2023", {"AWS_EXECUTION_ENV": "AWS_Lambda_rapid"}, {})

        self.assertEqual(variables["AWS_EXECUTION_ENV"], "AWS_Lambda_rapid")
