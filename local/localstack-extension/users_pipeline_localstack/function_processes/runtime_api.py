"""The Lambda Runtime API of one environment, on a port of its own."""

import socket
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Protocol

from users_pipeline_localstack.function_processes.runtime_api_requests import ShortLines, read_response

PREFIX = "/2018-06-01/runtime"


class Runtime(Protocol):
    """What the API does with the calls of the process."""

    def next_invocation(self) -> tuple[Mapping[str, str], bytes] | None:
        """Blocks until there is an invocation; None when the environment stops."""

    def init_failed(self, body: bytes) -> None: ...

    def invocation_ended(self, request_id: str, body: bytes, is_error: bool) -> bool:
        """False when the response is larger than AWS takes."""


class RuntimeApi:
    def __init__(self, runtime: Runtime) -> None:
        self._server = Server(("127.0.0.1", 0), handler_for(runtime))
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._serve, name="lambda-runtime-api", daemon=True).start()

    def close(self) -> None:
        self._server.closing = True
        # Wakes the thread that waits in accept.
        socket.create_connection(self._server.server_address, timeout=1).close()

    def _serve(self) -> None:
        # Not serve_forever: that wakes up twice a second in every environment.
        while not self._server.closing:
            self._server.handle_request()
        self._server.server_close()


class Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    closing = False
    timeout = None

    def handle_error(self, request: object, client_address: object) -> None:
        """A process that is killed breaks its connection: nothing to report."""


def handler_for(runtime: Runtime) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # One write for headers and body, sent at once: two small writes cost a delayed acknowledgement, 40 ms.
        wbufsize = -1
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            self.rfile = ShortLines(self.rfile)

        def handle_expect_100(self) -> bool:
            """Sent at once: whoever asks before a large body waits for it."""
            super().handle_expect_100()
            self.wfile.flush()
            return True

        def do_GET(self) -> None:
            if self.path != f"{PREFIX}/invocation/next":
                return self.answer(404)
            invocation = runtime.next_invocation()
            if invocation is None:
                self.close_connection = True
                return None
            headers, payload = invocation
            return self.answer(200, payload, headers)

        def do_POST(self) -> None:
            body, failed_late = read_response(self.rfile, self.headers)
            parts = self.path.removeprefix(PREFIX).strip("/").split("/")
            match parts:
                case ["init", "error"]:
                    runtime.init_failed(body)
                    self.answer(202, b'{"status":"OK"}')
                case ["invocation", request_id, "response" | "error" as kind]:
                    if runtime.invocation_ended(request_id, body, kind == "error" or failed_late):
                        self.answer(202, b'{"status":"OK"}')
                    else:
                        self.answer(413, b'{"errorType":"RequestEntityTooLarge"}')
                case _:
                    self.answer(404)

        def answer(self, status: int, body: bytes = b"{}", headers: Mapping[str, str] | None = None) -> None:
            self.send_response_only(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

    return Handler
