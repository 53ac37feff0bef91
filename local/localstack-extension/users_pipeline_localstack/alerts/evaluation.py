"""
LocalStack evaluates an alarm as often as all its evaluation periods are long, one of 26 hours once a day; no alarm on a
percentile; with data points that are older than those periods; and does not tell the data points. CloudWatch evaluates
each about once a minute, on the newest data points. Here that is done every ten seconds, so that nobody waits, with one
request instead of one a period.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from localstack.services.cloudwatch import alarm_scheduler
from localstack.services.cloudwatch.alarm_scheduler import AlarmScheduler
from localstack.utils.scheduler import ScheduledTask, Scheduler

EVALUATION_SECONDS = 10.0


class OftenScheduler(Scheduler):
    def schedule(self, *args: Any, **options: Any) -> ScheduledTask:
        # At a fixed rate, evaluations that LocalStack had no time for would all be done at once.
        return super().schedule(*args, **{**options, "period": EVALUATION_SECONDS, "fixed_rate": False})


def statistic(alarm: dict[str, Any]) -> str:
    """Of the few values that there are in a period here, a high percentile is the largest."""
    return alarm.get("Statistic") or "Maximum"


def collect_values(alarm: dict[str, Any], client: Any) -> list[float | None]:
    """Of each period a value, the oldest first; and of some periods before those that the alarm names, as CloudWatch."""
    period, periods = alarm["Period"], alarm["EvaluationPeriods"]
    periods += max(periods // 3, 2)
    end = datetime.fromtimestamp(int(time.time()), UTC)
    start = end - timedelta(seconds=periods * period)
    query = alarm_scheduler.generate_metric_query({**alarm, "Statistic": statistic(alarm)})
    answer = client.get_metric_data(MetricDataQueries=[query], StartTime=start, EndTime=end)["MetricDataResults"][0]
    found = dict(zip((at.timestamp() for at in answer["Timestamps"]), answer["Values"], strict=True))
    return [found.get(start.timestamp() + index * period) for index in range(periods)]


def reason_with_values(reason: str, data: dict[str, Any] | None) -> str:
    if reason != alarm_scheduler.THRESHOLD_CROSSED or not data:
        return reason
    return f"{reason}: the data points are {data['recentDatapoints']}, the threshold is {data['threshold']}."


def apply() -> None:
    create = AlarmScheduler.__init__
    is_supported = AlarmScheduler._is_alarm_supported
    is_exceeded = alarm_scheduler.is_threshold_exceeded
    update = alarm_scheduler.update_alarm_state

    def create_often(scheduler: AlarmScheduler) -> None:
        create(scheduler)
        scheduler.scheduler = OftenScheduler()

    def is_supported_or_percentile(scheduler: AlarmScheduler, alarm: dict[str, Any]) -> bool:
        return is_supported(scheduler, {**alarm, "Statistic": statistic(alarm)})

    def is_exceeded_by_newest(values: list[float | None], alarm: dict[str, Any]) -> bool:
        return is_exceeded(values[: alarm["EvaluationPeriods"]], alarm)

    def update_with_values(client: Any, name: str, before: str, wanted: str, reason: str, **options: Any) -> None:
        update(client, name, before, wanted, reason_with_values(reason, options.get("state_reason_data")), **options)

    AlarmScheduler.__init__ = create_often
    AlarmScheduler._is_alarm_supported = is_supported_or_percentile
    alarm_scheduler.collect_metric_data = collect_values
    alarm_scheduler.is_threshold_exceeded = is_exceeded_by_newest
    alarm_scheduler.update_alarm_state = update_with_values
