"""nodejs*.x: a Node of the same major, with a bootstrap of this package."""

from collections.abc import Mapping
from pathlib import Path

from users_pipeline_localstack.function_processes.runtimes.family import (
    FUNCTION_PROCESSES,
    Family,
    Launch,
    RuntimeCommand,
)
from users_pipeline_localstack.function_processes.runtimes.programs import Wanted, ask, named_program, require_version

DIRECTORY = FUNCTION_PROCESSES / "node"
# AWS switches these off in nodejs22.x; a function switches one on again with NODE_OPTIONS, as on AWS.
NODE_22_FEATURES_OFF = ("experimental-require-module", "experimental-detect-module")


def node_command(launch: Launch, major: str) -> RuntimeCommand:
    variable = f"LAMBDA_NODEJS_{major}"
    remedy = f"Set {variable} to the path of a Node {major} binary and start LocalStack again."
    wanted = Wanted(f"Node {major}", variable, remedy)
    program = named_program(launch, wanted)
    version = ask(program, ("--version",), remedy)
    require_version(launch, wanted, program, f"Node {version.removeprefix('v')}")
    flags = (*node_memory_flags(launch.memory_mb), *node_feature_flags(major, launch.environment))
    sdk = launch.host.get("LAMBDA_NODEJS_SDK")
    bootstrap = str(DIRECTORY / "bootstrap.mjs")
    return RuntimeCommand((program, *flags, bootstrap, *([sdk] if sdk else [])), f"nodejs:{major}.{version}")


def node_memory_flags(memory_mb: int) -> tuple[str, str]:
    """V8 has to collect garbage before the environment's memory is used up: nine tenths are the old space."""
    return (f"--max-semi-space-size={max(1, memory_mb // 20)}", f"--max-old-space-size={memory_mb * 9 // 10}")


def node_feature_flags(major: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    if major != "22":
        return ()
    chosen = environment.get("NODE_OPTIONS", "").split()
    return tuple(f"--no-{feature}" for feature in NODE_22_FEATURES_OFF if f"--{feature}" not in chosen)


def node_defaults(task_root: Path) -> Mapping[str, str]:
    return {"NODE_PATH": str(task_root)}


NODE = Family("nodejs*.x", r"nodejs(\d+)\.x", node_command, DIRECTORY, node_defaults)
