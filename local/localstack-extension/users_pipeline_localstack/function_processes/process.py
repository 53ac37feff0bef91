"""One operating system process of a function, with its group: started, frozen between invocations, killed."""

import os
import resource
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from users_pipeline_localstack.function_processes.memory import tree_bytes
from users_pipeline_localstack.function_processes.orphan_guard import OrphanGuard
from users_pipeline_localstack.function_processes.output import ProcessOutput

KILL_TIMEOUT_SECONDS = 5
ORPHAN_GUARD = OrphanGuard()


class FunctionProcess:
    """:param on_exit: called once with the return code, from a thread of its own"""

    def __init__(
        self, argv: Sequence[str], environment: Mapping[str, str], directory: Path, on_exit: Callable[[int], None]
    ) -> None:
        reading, writing = os.pipe()
        try:
            self._process = subprocess.Popen(
                argv,
                cwd=directory,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        self.pid = self._process.pid
        ORPHAN_GUARD.watch(self.pid)
        forbid_core_dumps(self.pid)
        self.output = ProcessOutput(reading)
        self._on_exit = on_exit
        self._ended = threading.Event()
        self._peak_bytes = 0
        threading.Thread(target=self._wait, name=f"lambda-process-{self.pid}", daemon=True).start()

    @property
    def alive(self) -> bool:
        return not self._ended.is_set()

    def freeze(self) -> None:
        """As AWS does between invocations: timers of a warm environment do not run."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """Ends the process and everything that it started, and waits for that."""
        self.peak_bytes()
        self._signal(signal.SIGKILL)
        self._ended.wait(KILL_TIMEOUT_SECONDS)

    def peak_bytes(self) -> int:
        """The most that it and its children held at any look."""
        if self.alive:
            self._peak_bytes = max(self._peak_bytes, tree_bytes(self.pid))
        return self._peak_bytes

    def _signal(self, number: int) -> None:
        if not self.alive:
            return  # The number may belong to another process by now.
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def _wait(self) -> None:
        # The group's number stays taken until the leader is reaped, so the rest of the group is killed before that.
        # (macOS has waitid only from Python 3.13 on.)
        if hasattr(os, "waitid"):
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        else:
            self._process.wait()
        self._signal(signal.SIGKILL)
        self._ended.set()
        ORPHAN_GUARD.forget(self.pid)
        self._on_exit(self._process.wait())


def forbid_core_dumps(pid: int) -> None:
    """V8 aborts when its heap is full; the function's folder is no place for a core file."""
    if hasattr(resource, "prlimit"):
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
