import os
import signal
import subprocess
import sys
import time
import unittest

# Starts two sleeping groups, lets go of the first, and dies without a chance to clean up.
DIES = """
import os, signal
from subprocess import DEVNULL, Popen
from users_pipeline_localstack.function_processes.orphan_guard import OrphanGuard
guard = OrphanGuard()
quiet = {"stdout": DEVNULL, "stderr": DEVNULL}
groups = [Popen(["sleep", "60"], start_new_session=True, **quiet).pid for _ in range(2)]
for group in groups: guard.watch(group)
guard.forget(groups[0])
print(*groups, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def runs(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return state != "" and not state.startswith("Z")


class OrphanGuardTest(unittest.TestCase):
    def test_kills_the_groups_that_it_watches_when_their_parent_is_killed(self) -> None:
        died = subprocess.run([sys.executable, "-c", DIES], capture_output=True, text=True, timeout=30)
        forgotten, watched = map(int, died.stdout.split())
        self.addCleanup(os.kill, forgotten, signal.SIGKILL)

        deadline = time.monotonic() + 10
        while runs(watched) and time.monotonic() < deadline:
            time.sleep(0.02)

        self.assertEqual(died.returncode, -signal.SIGKILL)
        self.assertFalse(runs(watched))
        self.assertTrue(runs(forgotten))
