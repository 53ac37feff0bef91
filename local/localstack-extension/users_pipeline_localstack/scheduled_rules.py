"""
A rule has one schedule, the last one that it was given, and fires only while it is enabled. In LocalStack it fires at
every time that it ever had, as often as it was given targets then, whatever its state is; one that was made disabled
never does.
"""

from typing import Any

from localstack.aws.api.events import RuleState
from localstack.services.events.models import Rule
from localstack.services.events.provider import EventsProvider
from localstack.services.events.rule import RuleService
from localstack.services.events.scheduler import JobScheduler


def cancel(service: RuleService | None) -> None:
    job = getattr(service, "job_id", None)
    if job is not None:
        JobScheduler.instance().cancel_job(job)


def keep_one_job(service: RuleService, fire: Any) -> None:
    cancel(service)
    service.job_id = JobScheduler.instance().add_job(fire, service.schedule_cron)


def apply() -> None:
    job_function = EventsProvider._get_scheduled_rule_job_function
    create = EventsProvider.create_rule_service
    delete = EventsProvider._delete_rule_services

    def fire_if_enabled(provider: EventsProvider, account_id: str, region: str, rule: Rule) -> Any:
        fire = job_function(provider, account_id, region, rule)

        def job(*args: Any, **kwargs: Any) -> None:
            if rule.state != RuleState.DISABLED:
                fire(*args, **kwargs)

        return job

    def replace(provider: EventsProvider, name: str, region: str, account_id: str, *others: Any) -> RuleService:
        before = dict(provider._rule_services_store)
        service = create(provider, name, region, account_id, *others)
        cancel(before.get(service.arn))
        # Its targets stay, and LocalStack begins a schedule only when it is given some.
        if service.schedule_cron and service.rule.targets:
            service.create_schedule_job(
                provider._get_scheduled_rule_job_function(account_id, region, service.rule)
            )
        return service

    def cancel_and_delete(provider: EventsProvider, rules: Any) -> None:
        for rule in [rules] if isinstance(rules, Rule) else rules.values():
            cancel(provider._rule_services_store.get(rule.arn))
        delete(provider, rules)

    RuleService.create_schedule_job = keep_one_job
    EventsProvider._get_scheduled_rule_job_function = fire_if_enabled
    EventsProvider.create_rule_service = replace
    EventsProvider._delete_rule_services = cancel_and_delete
