"""
The code of a version that is replaced or deleted stays until its last invocation has ended. LocalStack removes it at
once: an environment that is about to start then finds no code, and one at work can load no more of it.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from localstack.services.lambda_.invocation.lambda_models import Invocation, InvocationResult, S3Code
from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager


class CodeInUse:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users: Counter[str] = Counter()
        self._removals: dict[str, Callable[[], None]] = {}

    @contextmanager
    def used(self, code_id: str) -> Iterator[None]:
        with self._lock:
            self._users[code_id] += 1
        try:
            yield
        finally:
            if remove := self._leave(code_id):
                remove()

    def remove_when_unused(self, code_id: str, remove: Callable[[], None]) -> None:
        """Removes it now, or has its last user do so."""
        with self._lock:
            if self._users[code_id] > 0:
                self._removals[code_id] = remove
                return
            del self._users[code_id]
        remove()

    def _leave(self, code_id: str) -> Callable[[], None] | None:
        with self._lock:
            self._users[code_id] -= 1
            if self._users[code_id] > 0:
                return None
            del self._users[code_id]
            return self._removals.pop(code_id, None)


def apply() -> None:
    codes = CodeInUse()
    invoke = LambdaVersionManager.invoke
    destroy = S3Code.destroy

    def invoke_with_code(manager: LambdaVersionManager, *, invocation: Invocation) -> InvocationResult:
        code = manager.function_version.config.code
        if not isinstance(code, S3Code):
            return invoke(manager, invocation=invocation)
        with codes.used(code.id):
            return invoke(manager, invocation=invocation)

    def destroy_when_unused(code: S3Code) -> None:
        codes.remove_when_unused(code.id, lambda: destroy(code))

    LambdaVersionManager.invoke = invoke_with_code
    S3Code.destroy = destroy_when_unused
