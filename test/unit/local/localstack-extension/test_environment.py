import unittest
from pathlib import Path

from users_pipeline_localstack.function_processes.environment import function_environment


class EnvironmentTest(unittest.TestCase):
    def test_drops_what_is_meant_for_the_init_program_of_a_container(self) -> None:
        localstack = {"AWS_REGION": "us-east-1", "LOCALSTACK_RUNTIME_ID": "x", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128}

        variables = function_environment(localstack, {}, "nodejs22.x", Path("/code"))

        self.assertNotIn("LOCALSTACK_RUNTIME_ID", variables)
        self.assertEqual(variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], "128")
        self.assertNotIn("HOME", variables)

    def test_lets_the_functions_own_variables_win_except_where_aws_reserves_them(self) -> None:
        own = {"PATH": "/own", "LOCALSTACK_USER": "me", "LAMBDA_TASK_ROOT": "/elsewhere"}

        variables = function_environment(own, own, "nodejs22.x", Path("/code"))

        self.assertEqual((variables["PATH"], variables["LOCALSTACK_USER"]), ("/own", "me"))
        self.assertEqual(variables["LAMBDA_TASK_ROOT"], "/code")
        self.assertEqual(variables["AWS_EXECUTION_ENV"], "AWS_Lambda_nodejs22.x")
