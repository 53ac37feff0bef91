"""AWS's runtime interface client for Java: its jars, and the native library that is inside one of them."""

import os
import platform
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from users_pipeline_localstack.function_processes.runtimes.family import RuntimeUnavailable

MAIN_JAR = "aws-lambda-java-runtime-interface-client-*.jar"
LIBRARY_PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
ARCHITECTURES = {"x86_64": "x86_64", "aarch64": "aarch_64"}


@dataclass(frozen=True)
class JavaClient:
    classpath: str
    options: tuple[str, ...]
    unpacked: TemporaryDirectory[str]
    """Lives, and is deleted, with LocalStack."""


@lru_cache
def java_client(folder: str, remedy: str) -> JavaClient:
    """
    Left to itself the client unpacks its library over the same file in /tmp at each start, under the feet of the
    functions that run.
    """
    jar = max(Path(folder).glob(MAIN_JAR), default=None)
    if jar is None:
        raise RuntimeUnavailable(f"{folder} holds no {MAIN_JAR}. {remedy}")
    name = library_name(platform.system(), platform.machine(), platform.libc_ver()[0])
    unpacked = TemporaryDirectory(prefix="lambda-java-", ignore_cleanup_errors=True)
    try:
        with zipfile.ZipFile(jar) as archive:
            library = archive.extract(f"jni/{name}", unpacked.name)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise RuntimeUnavailable(f"{jar} holds no {name} for this machine: {error}. {remedy}") from error
    return JavaClient(os.path.join(folder, "*"), (f"-D{LIBRARY_PROPERTY}={library}",), unpacked)


def library_name(system: str, machine: str, libc: str) -> str:
    architecture = ARCHITECTURES.get(machine)
    if system != "Linux" or architecture is None:
        raise RuntimeUnavailable(
            f"AWS's runtime interface client for Java is not made for {system} {machine}. "
            "Run LocalStack on Linux, x86_64 or aarch64, for Java functions."
        )
    return f"libaws-lambda-jni.linux{'' if libc == 'glibc' else '_musl'}-{architecture}.so"
