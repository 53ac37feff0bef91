"""
How much memory a process and its children use. It is asked after each invocation, so that files of /proc are read as they
are: with pathlib a look took six times as long.
"""

import os

import psutil

MIB = 1_048_576
# Outside Linux the kernel tells neither a process's peak nor each thread's children.
TELLS_PEAK = os.path.exists("/proc/self/status")
LISTS_CHILDREN = os.path.exists(f"/proc/self/task/{os.getpid()}/children")


def peak_bytes(pid: int) -> int:
    """
    The most that the process ever held. AWS reports an environment's peak since its start too, not an invocation's.
    Outside Linux what it holds now.
    """
    return status_bytes(pid, "VmHWM") if TELLS_PEAK else resident_bytes(pid)


def tree_bytes(pid: int) -> int:
    """What the process at its peak and its descendants now hold together; 0 when it has ended."""
    return peak_bytes(pid) + sum(resident_bytes(child) for child in descendants(pid))


def status_bytes(pid: int, field: str) -> int:
    _, found, rest = read(f"/proc/{pid}/status").partition(f"\n{field}:".encode())
    return int(rest.split(maxsplit=1)[0]) * 1024 if found else 0


def resident_bytes(pid: int) -> int:
    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.Error:
        return 0


def descendants(pid: int) -> list[int]:
    """Linux lists each thread's children in a small file; elsewhere the whole process table has to be read."""
    if not LISTS_CHILDREN:
        return [child.pid for child in children_of(pid)]
    children = [child for thread in threads_of(pid) for child in listed_children(pid, thread)]
    return children + [grandchild for child in children for grandchild in descendants(child)]


def threads_of(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []  # It ended meanwhile.


def listed_children(pid: int, thread: str) -> list[int]:
    return [int(child) for child in read(f"/proc/{pid}/task/{thread}/children").split()]


def read(path: str) -> bytes:
    """Nothing of a process or thread that ended meanwhile."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.readall()
    except OSError:
        return b""


def children_of(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
