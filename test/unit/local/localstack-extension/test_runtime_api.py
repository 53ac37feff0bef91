import base64
import http.client
import unittest
from collections.abc import Mapping

from users_pipeline_localstack.function_processes.runtime_api import PREFIX, RuntimeApi

RESPONSE = f"{PREFIX}/invocation/1/response"


class Recorder:
    def __init__(self) -> None:
        self.ended: list[tuple[str, bytes, bool]] = []

    def next_invocation(self) -> tuple[Mapping[str, str], bytes] | None:
        return {"Lambda-Runtime-Aws-Request-Id": "1"}, b'"event"'

    def init_failed(self, body: bytes) -> None:
        raise NotImplementedError

    def invocation_ended(self, request_id: str, body: bytes, is_error: bool) -> bool:
        self.ended.append((request_id, body, is_error))
        return True


class RuntimeApiTest(unittest.TestCase):
    def setUp(self) -> None:
        self.recorder = Recorder()
        api = RuntimeApi(self.recorder)
        self.addCleanup(api.close)
        self.connection = http.client.HTTPConnection(api.address, timeout=5)
        self.addCleanup(self.connection.close)

    def status(self) -> int:
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def test_takes_a_response_in_chunks_and_goes_on_with_the_connection(self) -> None:
        self.connection.request("POST", RESPONSE, iter([b'"in ', b'chunks"']), encode_chunked=True)
        first = self.status()
        self.connection.request("GET", f"{PREFIX}/invocation/next")

        self.assertEqual((first, self.status()), (202, 200))
        self.assertEqual(self.recorder.ended, [("1", b'"in chunks"', False)])

    def test_takes_an_error_that_a_runtime_learns_of_while_it_sends_its_response(self) -> None:
        error = b'{"errorType":"Late","errorMessage":"too late"}'
        self.connection.putrequest("POST", RESPONSE)
        self.connection.putheader("Transfer-Encoding", "chunked")
        self.connection.endheaders()
        trailers = b"Lambda-Runtime-Function-Error-Type: Late\r\nLambda-Runtime-Function-Error-Body: "
        self.connection.send(b"4\r\nhalf\r\n0\r\n" + trailers + base64.b64encode(error) + b"\r\n\r\n")

        self.assertEqual(self.status(), 202)
        self.assertEqual(self.recorder.ended, [("1", error, True)])

    def test_takes_an_error_with_an_x_ray_description_longer_than_a_usual_header(self) -> None:
        headers = {"Lambda-Runtime-Function-XRay-Error-Cause": "x" * 1_000_000}
        self.connection.request("POST", f"{PREFIX}/invocation/1/error", b"{}", headers)

        self.assertEqual(self.status(), 202)
        self.assertEqual(self.recorder.ended, [("1", b"{}", True)])

    def test_permits_a_large_body_at_once_to_a_client_that_asks_first(self) -> None:
        self.connection.putrequest("POST", RESPONSE)
        self.connection.putheader("Content-Length", "2")
        self.connection.putheader("Expect", "100-continue")
        self.connection.endheaders()
        assert self.connection.sock is not None
        permission = self.connection.sock.recv(1024)
        self.connection.send(b"{}")

        self.assertEqual(permission, b"HTTP/1.1 100 Continue\r\n\r\n")
        self.assertEqual(self.status(), 202)
