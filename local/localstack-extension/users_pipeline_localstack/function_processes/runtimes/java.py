"""java*: a Java of the same major with AWS's runtime interface client, which finds the function's classes itself."""

import re
from collections.abc import Mapping

from users_pipeline_localstack.function_processes.runtimes.family import (
    Family,
    Launch,
    RuntimeCommand,
    RuntimeUnavailable,
)
from users_pipeline_localstack.function_processes.runtimes.java_client import JavaClient, java_client
from users_pipeline_localstack.function_processes.runtimes.programs import Wanted, ask, named_program, require_version

CLIENT_VARIABLE = "LAMBDA_JAVA_RIC"
CLIENT_REMEDY = (
    f"Set {CLIENT_VARIABLE} to a folder with the jars of aws-lambda-java-runtime-interface-client and of what it "
    "depends on, and start LocalStack again."
)
MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
# Each flag with the words that, in a function's JAVA_TOOL_OPTIONS, replace it: the command line would win otherwise.
FLAGS = (
    ("-XX:+UseSerialGC", r"-XX:\+Use\w+GC"),
    ("-Djava.net.preferIPv4Stack=true", r"-Djava\.net\.preferIPv4Stack="),
    # Functions share /tmp, and their folder is no place for the report of a crash.
    ("-XX:-UsePerfData", r"UsePerfData"),
    ("-XX:ErrorFile=/tmp/hs_err_pid%p.log", r"-XX:ErrorFile="),
)
FLAGS_FROM_17 = (("-XX:TieredStopAtLevel=1", r"Tiered"),)
# Later Javas warn of what the client does.
FLAGS_FROM_24 = (
    ("--enable-native-access=ALL-UNNAMED", r"--enable-native-access"),
    ("--sun-misc-unsafe-memory-access=allow", r"--sun-misc-unsafe-memory-access"),
)


def java_command(launch: Launch, major: str) -> RuntimeCommand:
    variable = f"LAMBDA_JAVA_{major}"
    remedy = f"Set {variable} to the path of the java binary of a Java {major} and start LocalStack again."
    wanted = Wanted(f"Java {major}", variable, remedy)
    program = named_program(launch, wanted)
    version = java_version(ask(program, ("-version",), remedy))
    require_version(launch, wanted, program, f"Java {version}")
    client = client_of(launch)
    flags = java_flags(int(major), launch.memory_mb, launch.environment)
    handler = launch.environment.get("_HANDLER", "")
    argv = (program, *flags, *client.options, "-classpath", client.classpath, MAIN_CLASS, handler)
    return RuntimeCommand(argv, f"java:{major}.v{version}")


def java_version(printed: str) -> str:
    """Such as `17.0.15`; Java 8 calls itself 1.8.0."""
    match = re.search(r'version "(?:1\.(?=8))?([^"]+)"', printed)
    return match[1] if match else "of an unknown version"


def client_of(launch: Launch) -> JavaClient:
    folder = launch.host.get(CLIENT_VARIABLE)
    if not folder:
        raise RuntimeUnavailable(
            f"Runtime {launch.runtime} needs AWS's runtime interface client for Java, and {CLIENT_VARIABLE} is not "
            f"set. {CLIENT_REMEDY}"
        )
    return java_client(folder, CLIENT_REMEDY)


def java_flags(major: int, memory_mb: int, environment: Mapping[str, str]) -> tuple[str, ...]:
    chosen = environment.get("JAVA_TOOL_OPTIONS", "")
    wanted = (
        # The rest is for classes, compiled code and stacks.
        (f"-Xmx{memory_mb * 1024 * 85 // 100}k", r"-Xmx|MaxHeapSize|MaxRAMPercentage"),
        *FLAGS,
        *(FLAGS_FROM_17 if major >= 17 else ()),
        *(FLAGS_FROM_24 if major >= 24 else ()),
    )
    return tuple(flag for flag, replaced_by in wanted if not re.search(replaced_by, chosen))


JAVA = Family("java*", r"java(\d+)(?:\.al2)?", java_command)
