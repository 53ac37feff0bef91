"""The e-mail that CloudWatch writes of an alarm's change, as far as LocalStack knows what is in it."""

from typing import Any

WORDS = {
    "GreaterThanOrEqualToThreshold": "greater than or equal to",
    "GreaterThanThreshold": "greater than",
    "LessThanOrEqualToThreshold": "less than or equal to",
    "LessThanThreshold": "less than",
}


def alarm_text(change: dict[str, Any]) -> str:
    """KeyError or TypeError for what is no alarm's change."""
    name, state, reason, at = (
        change[key] for key in ("AlarmName", "NewStateValue", "NewStateReason", "StateChangeTime")
    )
    region, trigger = change["Region"], change.get("Trigger", {})
    lines = [
        f'You are receiving this email because your Amazon CloudWatch Alarm "{name}" in the {region} region has entered '
        f'the {state} state, because "{reason}" at "{at}".',
        "",
        "Alarm Details:",
        f"- Name: {name}",
        f"- Description: {change.get('AlarmDescription') or ''}",
        f"- State Change: {change['OldStateValue']} -> {state}",
        f"- Reason for State Change: {reason}",
        f"- Timestamp: {at}",
        f"- AWS Account: {change['AWSAccountId']}",
        f"- Alarm Arn: {change['AlarmArn']}",
    ]
    return "\n".join(lines + metric_lines(trigger)) + "\n"


def metric_lines(trigger: dict[str, Any]) -> list[str]:
    if not trigger.get("MetricName"):
        return []
    comparison = WORDS.get(trigger["ComparisonOperator"], trigger["ComparisonOperator"])
    dimensions = ", ".join(f"{one['name']} = {one['value']}" for one in trigger.get("Dimensions") or [])
    return [
        "",
        "Threshold:",
        f"- The alarm is in the ALARM state when the metric is {comparison} {trigger['Threshold']} for "
        f"{trigger['EvaluationPeriods']} period(s) of {trigger['Period']} seconds.",
        "",
        "Monitored Metric:",
        f"- MetricNamespace: {trigger['Namespace']}",
        f"- MetricName: {trigger['MetricName']}",
        f"- Dimensions: [{dimensions}]",
        f"- Statistic: {trigger.get('Statistic') or trigger.get('ExtendedStatistic')}",
    ]
