"""provided.*: the function brings its own program, `bootstrap`, which speaks the Runtime API."""

from users_pipeline_localstack.function_processes.runtimes.family import (
    Family,
    Launch,
    RuntimeCommand,
    RuntimeUnavailable,
)


def provided_command(launch: Launch, _system: str | None) -> RuntimeCommand:
    bootstrap = launch.task_root / "bootstrap"
    if not bootstrap.is_file():
        raise RuntimeUnavailable(f"Couldn't find valid bootstrap(s): [{bootstrap}]")
    return RuntimeCommand((str(bootstrap),), launch.runtime.replace(".", ":", 1))


PROVIDED = Family("provided.*", r"provided(\.al\d+)?", provided_command, names_itself=False)
