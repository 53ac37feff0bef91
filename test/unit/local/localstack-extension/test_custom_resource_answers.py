import json
import unittest
from typing import Any

from users_pipeline_localstack.custom_resources.answers import read_answer
from users_pipeline_localstack.custom_resources.requests import CustomResourceFailed

EVENT = {"StackId": "s-1", "RequestId": "r-1", "LogicalResourceId": "Thing"}
GIVEN = {"ServiceToken": "f", "Size": 2}
GOOD = {"Status": "SUCCESS", "PhysicalResourceId": "the-thing", **EVENT}
MODEL = {"PhysicalResourceId": "the-thing", "ResourceProperties": GIVEN}


def read(answer: Any) -> dict[str, Any]:
    return read_answer(json.dumps(answer).encode(), EVENT, GIVEN)


class AnswerTest(unittest.TestCase):
    def test_gives_the_physical_id_and_what_the_template_gave_for_later(self) -> None:
        self.assertEqual(read(GOOD), MODEL)
        self.assertEqual(read(GOOD | {"Data": None, "NoEcho": True, "Reason": "None needed."}), MODEL)

    def test_gives_data_as_attributes_in_text(self) -> None:
        data = {"Colour": "red", "Count": 3, "No": False, "Empty": "", "List": ["a", 1], "Nothing": None}

        model = read(GOOD | {"Data": data})

        self.assertEqual(
            model, {**MODEL, "Colour": "red", "Count": "3", "No": "false", "Empty": "", "List": ["a", "1"]}
        )

    def test_data_cannot_change_the_physical_id(self) -> None:
        self.assertEqual(read(GOOD | {"Data": MODEL | {"PhysicalResourceId": "another"}}), MODEL)

    def test_failed_has_the_functions_reason_and_what_it_made(self) -> None:
        with self.assertRaises(CustomResourceFailed) as raised:
            read(GOOD | {"Status": "FAILED", "Reason": "No room left."})

        self.assertEqual((str(raised.exception), raised.exception.model), ("No room left.", MODEL))

    def test_failed_needs_nothing_else(self) -> None:
        with self.assertRaisesRegex(CustomResourceFailed, "gave no reason") as raised:
            read({"Status": "FAILED"})

        self.assertEqual(raised.exception.model, {})

    def test_refuses_what_cloudformation_refuses(self) -> None:
        refused: dict[str, Any] = {
            "Status must be SUCCESS or FAILED, not None": {**GOOD, "Status": None},
            "PhysicalResourceId must be a text that is not empty, not None": {"Status": "SUCCESS", **EVENT},
            "PhysicalResourceId must be a text that is not empty, not ''": {**GOOD, "PhysicalResourceId": ""},
            "PhysicalResourceId must be a text that is not empty, not 5": {**GOOD, "PhysicalResourceId": 5},
            "StackId must be the request's, not None": {**GOOD, "StackId": None},
            "RequestId must be the request's, not 'other'": {**GOOD, "RequestId": "other"},
            "LogicalResourceId must be the request's": {**GOOD, "LogicalResourceId": "Other"},
            "Data must be a JSON object": {**GOOD, "Data": ["a"]},
            "The answer is no JSON object": [GOOD],
            "4096 are allowed": {**GOOD, "Data": {"Long": "x" * 4096}},
        }
        for message, answer in refused.items():
            with self.subTest(message), self.assertRaisesRegex(CustomResourceFailed, message):
                read(answer)

    def test_refuses_what_is_not_json(self) -> None:
        for body in (b"", b"done", b"\xff\xfe\x00"):
            with self.subTest(body), self.assertRaisesRegex(CustomResourceFailed, "not JSON"):
                read_answer(body, EVENT, GIVEN)
