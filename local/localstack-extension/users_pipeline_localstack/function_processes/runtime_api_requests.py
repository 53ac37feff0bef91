"""What runtimes send beyond the usual: bodies in chunks, and the X-Ray description of an error as a header."""

import base64
from collections.abc import Mapping
from typing import IO

# Above it Python's HTTP server refuses a header; AWS's clients send up to 1 MB.
LINE_LIMIT_BYTES = 65_536
ERROR_TYPE = "lambda-runtime-function-error-type"
ERROR_BODY = "lambda-runtime-function-error-body"


class ShortLines:
    """A request's stream without the long lines, so that a deep stack trace does not break the answer it is about."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readline(self, limit: int = -1) -> bytes:
        line = self._stream.readline(limit)
        while len(line) > LINE_LIMIT_BYTES:
            self._skip_line(line)
            line = self._stream.readline(limit)
        return line

    def _skip_line(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(LINE_LIMIT_BYTES)

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def close(self) -> None:
        self._stream.close()

    @property
    def closed(self) -> bool:
        return self._stream.closed


def read_response(stream: ShortLines, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """
    The body, and whether it is an error all the same: a runtime that sends its response in chunks, as Go's does, may
    learn of one late, and tells it in the trailers.
    """
    if "chunked" not in (headers.get("Transfer-Encoding") or "").lower():
        return stream.read(int(headers.get("Content-Length") or 0)), False
    body, trailers = read_chunks(stream), read_trailers(stream)
    if ERROR_TYPE not in trailers:
        return body, False
    return base64.b64decode(trailers.get(ERROR_BODY, "")), True


def read_chunks(stream: ShortLines) -> bytes:
    chunks: list[bytes] = []
    while size := int(stream.readline(LINE_LIMIT_BYTES).partition(b";")[0], 16):
        chunks.append(stream.read(size))
        stream.readline(LINE_LIMIT_BYTES)
    return b"".join(chunks)


def read_trailers(stream: ShortLines) -> Mapping[str, str]:
    """By their names in lower case."""
    trailers: dict[str, str] = {}
    while line := stream.readline(LINE_LIMIT_BYTES).decode("latin-1").strip():
        name, _, value = line.partition(":")
        trailers[name.lower()] = value.strip()
    return trailers
