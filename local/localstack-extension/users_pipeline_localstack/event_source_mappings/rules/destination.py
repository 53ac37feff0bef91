"""Where records go that are given up: the on-failure destination."""

import re
from collections.abc import Mapping
from typing import Any

from users_pipeline_localstack.event_source_mappings.rules.modes import is_provisioned
from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping

KAFKA = "kafka://"
TOPIC = re.compile(r"[^.][a-zA-Z0-9\-_.]{0,248}")
RESOURCES = {
    "sqs": re.compile(r"arn:aws[a-zA-Z0-9-]*:sqs:[a-z0-9-]+:\d{12}:[\w.-]+"),
    "sns": re.compile(r"arn:aws[a-zA-Z0-9-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+"),
    "s3": re.compile(r"arn:aws[a-zA-Z0-9-]*:s3:::[a-z0-9][a-z0-9.-]+"),
}


def check(mapping: Mapping[str, Any]) -> None:
    destination = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")
    if not destination:
        return
    if destination.startswith(KAFKA):
        check_topic(destination.removeprefix(KAFKA), mapping)
    elif not any(resource.fullmatch(destination) for resource in RESOURCES.values()):
        raise InvalidMapping(
            f"'{destination}' is not a valid on-failure destination: "
            "use the ARN of an SQS queue, an SNS topic or an S3 bucket, or kafka://TOPIC."
        )
    elif destination.endswith(".fifo"):
        raise InvalidMapping(f"FIFO queues and topics are not supported as on-failure destinations: {destination}")


def check_topic(topic: str, mapping: Mapping[str, Any]) -> None:
    if not TOPIC.fullmatch(topic):
        raise InvalidMapping(f"'{topic}' in the on-failure destination is not a valid name of a topic.")
    if topic in mapping["Topics"]:
        raise InvalidMapping(f"The on-failure destination {KAFKA}{topic} must not be the topic of the event source.")
    if not is_provisioned(mapping):
        raise InvalidMapping(
            f"The on-failure destination {KAFKA}{topic} is only supported in provisioned mode: set ProvisionedPollerConfig."
        )
