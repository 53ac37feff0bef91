"""Books orders from a Kafka topic and reports those that cannot be booked."""

import base64
import json
import logging
from typing import Any

logger = logging.getLogger()
logger.setLevel(logging.INFO)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Only the records that the answer names are delivered again; any other error fails the whole batch."""
    failures = []
    for partition, records in event["records"].items():
        for record in records:
            try:
                book(json.loads(base64.b64decode(record["value"])))
            except (KeyError, TypeError, ValueError) as error:
                logger.error("%s offset %d cannot be booked: %r", partition, record["offset"], error)
                failures.append({"itemIdentifier": {"partition": partition, "offset": record["offset"]}})
    return {"batchItemFailures": failures}


def book(order: dict[str, Any]) -> None:
    """:raises ValueError: when there is nothing to pay"""
    total = sum(item["price"] * item["quantity"] for item in order["items"])
    if total <= 0:
        raise ValueError(f"order {order['id']} has nothing to pay")
    logger.info("order %s booked: %.2f", order["id"], total)
