"""The families of runtimes that functions may name."""

import re
from typing import Never

from users_pipeline_localstack.function_processes.runtimes.family import (
    Family,
    Launch,
    RuntimeCommand,
    RuntimeUnavailable,
)
from users_pipeline_localstack.function_processes.runtimes.java import JAVA
from users_pipeline_localstack.function_processes.runtimes.node import NODE
from users_pipeline_localstack.function_processes.runtimes.provided import PROVIDED
from users_pipeline_localstack.function_processes.runtimes.python import PYTHON

FAMILIES = (NODE, PYTHON, JAVA, PROVIDED)


def family_of(runtime: str) -> Family:
    return next((family for family in FAMILIES if re.fullmatch(family.pattern, runtime)), UNSUPPORTED)


def command_for(launch: Launch) -> RuntimeCommand:
    """:raises RuntimeUnavailable: when this machine lacks what the runtime needs"""
    family = family_of(launch.runtime)
    match = re.fullmatch(family.pattern, launch.runtime)
    assert match is not None
    return family.command(launch, match[1])


def refuse(launch: Launch, _version: str) -> Never:
    raise RuntimeUnavailable(
        f"Runtime {launch.runtime or 'of a container image'} is not supported by the process executor. "
        f"Use one of: {', '.join(family.name for family in FAMILIES)}."
    )


UNSUPPORTED = Family("", "(.*)", refuse)
