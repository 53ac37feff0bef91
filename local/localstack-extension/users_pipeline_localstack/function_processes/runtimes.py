"""
Which program runs which Lambda runtime. Another family (python3.*, java*, provided.*) is one more entry in FAMILIES.
"""

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

NODE_BOOTSTRAP = Path(__file__).with_name("node") / "bootstrap.mjs"
VERSION_TIMEOUT_SECONDS = 10
# AWS switches these off in nodejs22.x; a function switches one on again with NODE_OPTIONS, as on AWS.
NODE_22_FEATURES_OFF = ("experimental-require-module", "experimental-detect-module")


class RuntimeUnavailable(Exception):
    """The runtime cannot run here; the message names it and the remedy."""


@dataclass(frozen=True)
class RuntimeCommand:
    argv: tuple[str, ...]
    """As AWS prints it in INIT_START, for example nodejs:22.v22.23.3."""
    version: str


@dataclass(frozen=True)
class Launch:
    """What a family needs to know to build its command."""

    runtime: str
    memory_mb: int
    """The environment variables that the function itself will have."""
    environment: Mapping[str, str]
    """The variables of the LocalStack process: they name the programs."""
    host: Mapping[str, str]


def command_for(launch: Launch) -> RuntimeCommand:
    for pattern, build in FAMILIES.items():
        if match := re.fullmatch(pattern, launch.runtime):
            return build(launch, match[1])
    supported = ", ".join(pattern.replace(r"(\d+)\.x", "*.x") for pattern in FAMILIES)
    raise RuntimeUnavailable(
        f"Runtime {launch.runtime or 'of a container image'} is not supported by the process executor yet. "
        f"Use one of: {supported}."
    )


def node_command(launch: Launch, major: str) -> RuntimeCommand:
    variable = f"LAMBDA_NODEJS_{major}"
    remedy = f"Set {variable} to the path of a Node {major} binary and start LocalStack again."
    program = launch.host.get(variable)
    if not program:
        raise RuntimeUnavailable(f"Runtime {launch.runtime} needs Node {major}, and {variable} is not set. {remedy}")
    version = program_version(program, remedy)
    if not version.startswith(f"v{major}."):
        raise RuntimeUnavailable(
            f"Runtime {launch.runtime} needs Node {major}, but {variable}={program} is Node {version}. {remedy}"
        )
    flags = (*node_memory_flags(launch.memory_mb), *node_feature_flags(major, launch.environment))
    sdk = launch.host.get("LAMBDA_NODEJS_SDK")
    return RuntimeCommand((program, *flags, str(NODE_BOOTSTRAP), *([sdk] if sdk else [])), f"nodejs:{major}.{version}")


def node_memory_flags(memory_mb: int) -> tuple[str, str]:
    """V8 has to collect garbage before the environment's memory is used up: nine tenths are the old space."""
    return (f"--max-semi-space-size={max(1, memory_mb // 20)}", f"--max-old-space-size={memory_mb * 9 // 10}")


def node_feature_flags(major: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    if major != "22":
        return ()
    chosen = environment.get("NODE_OPTIONS", "").split()
    return tuple(f"--no-{feature}" for feature in NODE_22_FEATURES_OFF if f"--{feature}" not in chosen)


@lru_cache
def program_version(program: str, remedy: str) -> str:
    try:
        asked = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=VERSION_TIMEOUT_SECONDS, check=True, env={}
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeUnavailable(f"{program} --version fails: {error}. {remedy}") from error
    return asked.stdout.strip()


FAMILIES: dict[str, Callable[[Launch, str], RuntimeCommand]] = {
    r"nodejs(\d+)\.x": node_command,
}
