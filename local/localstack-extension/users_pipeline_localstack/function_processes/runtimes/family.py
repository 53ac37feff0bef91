"""What the executor needs to know of a family of runtimes, and what the family needs to know of a function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

FUNCTION_PROCESSES = Path(__file__).parents[1]


class RuntimeUnavailable(Exception):
    """The runtime cannot run here; the message names it and the remedy."""


@dataclass(frozen=True)
class RuntimeCommand:
    argv: tuple[str, ...]
    version: str
    """As AWS prints it in INIT_START, for example nodejs:22.v22.23.3."""


@dataclass(frozen=True)
class Launch:
    """What a family needs to know to build its command."""

    runtime: str
    memory_mb: int
    task_root: Path
    """Where the function's code is."""
    environment: Mapping[str, str]
    """The environment variables that the function itself will have."""
    host: Mapping[str, str]
    """The variables of the LocalStack process: they name the programs."""


@dataclass(frozen=True)
class Family:
    name: str
    pattern: str
    """Matches the whole identifier of a runtime; its group is the version."""
    command: Callable[[Launch, str], RuntimeCommand]
    """Takes the version too; raises RuntimeUnavailable."""
    directory: Path = FUNCTION_PROCESSES
    """What LAMBDA_RUNTIME_DIR says."""
    defaults: Callable[[Path], Mapping[str, str]] = lambda task_root: {}
    """The variables beyond those of every runtime, which a function's own replace. Takes the folder of its code."""
    names_itself: bool = True
    """Whether AWS_EXECUTION_ENV is set."""
