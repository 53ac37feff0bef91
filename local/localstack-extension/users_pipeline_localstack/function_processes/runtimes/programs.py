"""The programs of this machine that run functions: named by a variable of LocalStack's, asked what they are."""

import subprocess
from dataclasses import dataclass
from functools import lru_cache

from users_pipeline_localstack.function_processes.runtimes.family import Launch, RuntimeUnavailable

ASK_TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Wanted:
    """A program that a runtime needs."""

    what: str
    """Such as `Node 22`."""
    variable: str
    """Of LocalStack; its value is the program's path."""
    remedy: str


def named_program(launch: Launch, wanted: Wanted) -> str:
    program = launch.host.get(wanted.variable)
    if not program:
        raise RuntimeUnavailable(
            f"Runtime {launch.runtime} needs {wanted.what}, and {wanted.variable} is not set. {wanted.remedy}"
        )
    return program


def require_version(launch: Launch, wanted: Wanted, program: str, found: str) -> None:
    """:param found: what the program is, such as `Node 22.23.3`"""
    if not f"{found}.".startswith(f"{wanted.what}."):
        raise RuntimeUnavailable(
            f"Runtime {launch.runtime} needs {wanted.what}, but {wanted.variable}={program} is {found}. {wanted.remedy}"
        )


@lru_cache
def ask(program: str, arguments: tuple[str, ...], remedy: str) -> str:
    """What the program prints, to either output: Java tells its version on the one for errors."""
    command = [program, *arguments]
    try:
        asked = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=ASK_TIMEOUT_SECONDS,
            check=True,
            env={},
            cwd="/",
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeUnavailable(f"{' '.join(command)} fails: {reason(error)}. {remedy}") from error
    return asked.stdout.strip()


def reason(error: OSError | subprocess.SubprocessError) -> str:
    """The last line of what the program printed, where it says why."""
    printed = error.stdout if isinstance(error, subprocess.CalledProcessError) else ""
    return printed.strip().rpartition("\n")[2] or str(error)
