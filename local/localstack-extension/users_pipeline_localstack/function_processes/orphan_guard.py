"""
Kills the processes of functions when LocalStack dies, even by SIGKILL. Runs as a process of its own: the end of its
standard input is LocalStack's end. (The kernel's parent-death signal will not do: it follows the thread that started
the process, and LocalStack's threads come and go.)
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress


class OrphanGuard:
    """LocalStack's side: names the process groups to kill."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._groups: set[int] = set()
        self._guard: subprocess.Popen[bytes] | None = None

    def watch(self, group: int) -> None:
        with self._lock:
            self._groups.add(group)
            self._send(f"+{group}\n")

    def forget(self, group: int) -> None:
        with self._lock:
            self._groups.discard(group)
            self._send(f"-{group}\n")

    def _send(self, line: str) -> None:
        try:
            if self._guard is None:
                raise BrokenPipeError
            write(self._guard, line)
        except BrokenPipeError:  # Not started yet, or somebody killed it.
            self._guard = start_guard()
            write(self._guard, "".join(f"+{group}\n" for group in self._groups))


def start_guard() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-S", __file__]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,
        env={},
        cwd="/",
    )


def write(guard: subprocess.Popen[bytes], text: str) -> None:
    assert guard.stdin is not None
    guard.stdin.write(text.encode())


def guard_until_end_of_input(lines: Iterable[str]) -> None:
    groups: set[int] = set()
    for line in lines:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    guard_until_end_of_input(sys.stdin)
