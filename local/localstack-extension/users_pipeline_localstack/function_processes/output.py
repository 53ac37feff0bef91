"""What a process writes, kept in bounded memory until the invocation ends."""

import os
import select
import threading

READ_BYTES = 65_536
LIMIT_BYTES = 1_048_576


class ProcessOutput:
    """
    Reads a pipe in a thread of its own. Lines beyond `limit_bytes` between two calls of `take` are counted, not kept.
    Node writes to a pipe synchronously, so what it wrote before it answered is in the pipe: `take` gets it all.
    """

    def __init__(self, descriptor: int, limit_bytes: int = LIMIT_BYTES) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._limit_bytes = limit_bytes
        self._kept: list[bytes] = []
        self._kept_bytes = 0
        self._dropped_bytes = 0
        self._closed = False
        self._lock = threading.Lock()
        threading.Thread(target=self._pump, name="lambda-output", daemon=True).start()

    def take(self) -> list[str]:
        """The lines written since the last call, the last one even if it is not complete."""
        with self._lock:
            self._read_available()
            text = b"".join(self._kept).decode("utf-8", "replace")
            dropped = self._dropped_bytes
            self._kept, self._kept_bytes, self._dropped_bytes = [], 0, 0
        lines = text.split("\n")
        if dropped:
            lines.append(f"The process executor dropped {dropped} bytes of output beyond {self._limit_bytes}.")
        return [line for line in lines if line]

    def _pump(self) -> None:
        poller = select.poll()
        poller.register(self._descriptor, select.POLLIN)
        while not self._closed:
            poller.poll()
            with self._lock:
                self._read_available()

    def _read_available(self) -> None:
        while not self._closed:
            try:
                data = os.read(self._descriptor, READ_BYTES)
            except BlockingIOError:
                return
            if not data:
                self._closed = True
                os.close(self._descriptor)
                return
            self._keep(data)

    def _keep(self, data: bytes) -> None:
        room = max(0, self._limit_bytes - self._kept_bytes)
        self._kept.append(data[:room])
        self._kept_bytes += len(data[:room])
        self._dropped_bytes += len(data) - len(data[:room])
