"""Books orders from a Kafka topic and reports those that it cannot book."""

import base64
import json
import logging
from typing import Any

logger = logging.getLogger()
logger.setLevel(logging.INFO)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Only the records that are named in the answer are delivered again."""
    failures = []
    for partition, records in event["records"].items():
        for record in records:
            try:
                book(json.loads(base64.b64decode(record["value"])))
            except Exception:
                logger.exception("%s offset %d cannot be booked", partition, record["offset"])
                failures.append({"itemIdentifier": {"partition": partition, "offset": record["offset"]}})
    return {"batchItemFailures": failures}


def book(order: dict[str, Any]) -> None:
    """:raises ValueError: when nothing is ordered"""
    total = sum(item["price"] * item["quantity"] for item in order["items"])
    if total <= 0:
        raise ValueError(f"order {order['id']} has nothing to pay")
    logger.info("order %s booked: %.2f", order["id"], total)
