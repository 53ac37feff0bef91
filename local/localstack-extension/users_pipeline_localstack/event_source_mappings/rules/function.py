"""What a Kafka mapping asks of its function."""

from users_pipeline_localstack.event_source_mappings.rules.refusals import InvalidMapping

MAX_TIMEOUT_SECONDS = 14 * 60


def check_timeout(seconds: int) -> None:
    if seconds > MAX_TIMEOUT_SECONDS:
        raise InvalidMapping(
            f"The function's timeout of {seconds} seconds is too long: "
            f"it is at most {MAX_TIMEOUT_SECONDS} seconds (14 minutes) for a Kafka event source."
        )
