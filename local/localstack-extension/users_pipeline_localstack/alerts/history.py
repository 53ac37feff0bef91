"""
LocalStack writes a change of state down at the time of the change before it, in the machine's zone as if it were UTC, and
keeps all changes for ever. Here each has its own time, and the newest thousand are kept.
"""

from datetime import UTC, datetime
from typing import Any

from localstack.services.cloudwatch.provider_v2 import CloudwatchProvider

MAX_CHANGES = 1000


def apply() -> None:
    update = CloudwatchProvider._update_state

    def update_at_its_time(provider: CloudwatchProvider, context: Any, alarm: Any, *args: Any, **options: Any) -> None:
        update(provider, context, alarm, *args, **options)
        now = datetime.now(UTC)
        alarm.alarm["StateUpdatedTimestamp"] = now
        histories = provider.get_store(context.account_id, context.region).histories
        histories[-1]["Timestamp"] = now
        del histories[:-MAX_CHANGES]

    CloudwatchProvider._update_state = update_at_its_time
