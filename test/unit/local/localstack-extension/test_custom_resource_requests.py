import unittest
from typing import Any

from users_pipeline_localstack.custom_resources.requests import (
    CustomResourceFailed,
    Place,
    request_event,
    timeout_seconds,
    was_created,
)

FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:provider"
PLACE = Place("arn:aws:cloudformation:us-east-1:000000000000:stack/s/1", "Thing", "Custom::Thing")
GIVEN = {"ServiceToken": FUNCTION, "Size": 2}
OLD = {"PhysicalResourceId": "the-thing", "Colour": "red", "ResourceProperties": {"ServiceToken": FUNCTION, "Size": 1}}
COMMON = {
    "ServiceToken": FUNCTION,
    "ResponseURL": "http://here/",
    "StackId": PLACE.stack_id,
    "RequestId": "r-1",
    "LogicalResourceId": "Thing",
    "ResourceType": "Custom::Thing",
    "ResourceProperties": {"ServiceToken": FUNCTION, "Size": "2"},
}


def event(kind: str, given: dict[str, Any], old: dict[str, Any] | None) -> dict[str, Any]:
    return request_event(kind, PLACE, "r-1", "http://here/", given, old)


class RequestTest(unittest.TestCase):
    def test_create_has_no_physical_id(self) -> None:
        self.assertEqual(event("Create", GIVEN, None), {"RequestType": "Create", **COMMON})

    def test_update_has_the_properties_before_but_not_the_attributes(self) -> None:
        self.assertEqual(
            event("Update", GIVEN, OLD),
            {
                "RequestType": "Update",
                **COMMON,
                "PhysicalResourceId": "the-thing",
                "OldResourceProperties": {"ServiceToken": FUNCTION, "Size": "1"},
            },
        )

    def test_delete_has_the_physical_id_only(self) -> None:
        self.assertEqual(
            event("Delete", GIVEN, OLD), {"RequestType": "Delete", **COMMON, "PhysicalResourceId": "the-thing"}
        )

    def test_numbers_and_truth_values_are_text_however_deep_they_are(self) -> None:
        deep = {"Rules": [{"Port": 80, "Open": True, "Share": 0.5}, False], "Name": "n", "Nothing": None}

        properties = event("Create", GIVEN | deep, None)["ResourceProperties"]

        self.assertEqual(properties["Rules"], [{"Port": "80", "Open": "true", "Share": "0.5"}, "false"])
        self.assertEqual((properties["Name"], properties["Nothing"]), ("n", None))

    def test_only_functions_are_asked(self) -> None:
        for given in ({}, {"ServiceToken": "arn:aws:sns:us-east-1:000000000000:topic"}, {"ServiceToken": None}):
            with self.subTest(given), self.assertRaisesRegex(CustomResourceFailed, "ServiceToken must be a function's"):
                event("Create", given, None)

    def test_a_resource_without_an_answer_was_not_created(self) -> None:
        self.assertTrue(was_created(OLD))
        self.assertFalse(was_created(GIVEN))
        self.assertFalse(was_created({}))


class TimeoutTest(unittest.TestCase):
    def test_is_an_hour_unless_the_template_says_otherwise(self) -> None:
        self.assertEqual(timeout_seconds({}), 3600)
        self.assertEqual([timeout_seconds({"ServiceTimeout": given}) for given in (1, "2", 3600)], [1, 2, 3600])

    def test_is_a_whole_number_of_seconds_up_to_an_hour(self) -> None:
        for given in (0, "0", 3601, -1, 1.5, "soon", "", None, True):
            with self.subTest(given), self.assertRaisesRegex(CustomResourceFailed, "ServiceTimeout must be 1 to 3600"):
                timeout_seconds({"ServiceTimeout": given})
