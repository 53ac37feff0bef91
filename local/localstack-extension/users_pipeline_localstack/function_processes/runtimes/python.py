"""python3.*: a Python of the same minor version whose own packages hold AWS's runtime interface client."""

from collections.abc import Mapping
from pathlib import Path

from users_pipeline_localstack.function_processes.runtimes.family import (
    FUNCTION_PROCESSES,
    Family,
    Launch,
    RuntimeCommand,
)
from users_pipeline_localstack.function_processes.runtimes.programs import Wanted, ask, named_program, require_version

DIRECTORY = FUNCTION_PROCESSES / "python"
# Without what pip has put into the user's home: the runtime is what the environment itself holds.
FLAGS = ("-s",)
CLIENT = "import awslambdaric.__main__, runtime_client"


def python_command(launch: Launch, version: str) -> RuntimeCommand:
    variable = f"LAMBDA_PYTHON_{version.replace('.', '_')}"
    remedy = (
        f"Set {variable} to the python of a virtual environment of Python {version} "
        "into which awslambdaric and boto3 are installed, and start LocalStack again."
    )
    wanted = Wanted(f"Python {version}", variable, remedy)
    program = named_program(launch, wanted)
    found = ask(program, ("--version",), remedy)
    require_version(launch, wanted, program, found)
    ask(program, (*FLAGS, "-c", CLIENT), remedy)
    return RuntimeCommand(
        (program, *FLAGS, str(DIRECTORY / "bootstrap.py")), f"python:{version}.v{found.removeprefix('Python ')}"
    )


def python_defaults(task_root: Path) -> Mapping[str, str]:
    return {"PYTHONPATH": str(DIRECTORY)}


PYTHON = Family("python3.*", r"python(3\.\d+)", python_command, DIRECTORY, python_defaults)
