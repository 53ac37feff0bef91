"""How much memory a process and its children use."""

import os
from pathlib import Path

import psutil

MIB = 1_048_576


def peak_bytes(pid: int) -> int:
    """
    The most that the process ever held. AWS reports an environment's peak since its start too, not an invocation's.
    Outside Linux, where the kernel does not tell, what it holds now.
    """
    return status_bytes(pid, "VmHWM") if Path("/proc/self/status").exists() else resident_bytes(pid)


def tree_bytes(pid: int) -> int:
    """What the process at its peak and its descendants now hold together; 0 when it has ended."""
    return peak_bytes(pid) + sum(resident_bytes(child) for child in descendants(pid))


def status_bytes(pid: int, field: str) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # It ended meanwhile.
    return 0


def resident_bytes(pid: int) -> int:
    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.Error:
        return 0


def descendants(pid: int) -> list[int]:
    """Linux lists each thread's children in a small file; elsewhere the whole process table has to be read."""
    threads = Path(f"/proc/{pid}/task")
    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        return [child.pid for child in children_of(pid)]
    children = [child for listed in threads.glob("*/children") for child in listed_children(listed)]
    return children + [grandchild for child in children for grandchild in descendants(child)]


def listed_children(listed: Path) -> list[int]:
    try:
        return [int(child) for child in listed.read_text().split()]
    except OSError:
        return []  # The thread ended meanwhile.


def children_of(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
