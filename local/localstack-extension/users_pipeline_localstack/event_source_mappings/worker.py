"""What LocalStack keeps for a mapping in the place of a thread of its own that polls: the mapping's life cycle."""

from collections.abc import Callable
from typing import Any

from localstack.services.lambda_.event_source_mapping.esm_worker_factory import EsmWorkerFactory

from users_pipeline_localstack.event_source_mappings.kafka import is_kafka_mapping
from users_pipeline_localstack.event_source_mappings.life_cycle import USER_INITIATED
from users_pipeline_localstack.event_source_mappings.life_cycles import LIFE_CYCLES


class OutsideWorker:
    """The part of LocalStack's EsmWorker that its Lambda service calls."""

    def __init__(self, mapping: dict[str, Any], enabled: bool) -> None:
        self.uuid: str = mapping["UUID"]
        self.enabled = enabled

    @property
    def current_state(self) -> str:
        life_cycle = LIFE_CYCLES.look(self.uuid)
        # None of a mapping that was removed a moment ago.
        return life_cycle.state if life_cycle else "Deleting"

    @property
    def state_transition_reason(self) -> str:
        life_cycle = LIFE_CYCLES.look(self.uuid)
        return life_cycle.reason if life_cycle else USER_INITIATED

    def create(self) -> None:
        """LocalStack makes a new worker with each update; the life cycle goes on."""
        if LIFE_CYCLES.look(self.uuid) is None:
            LIFE_CYCLES.create(self.uuid, self.enabled)

    def stop(self) -> None:
        """An update's way to end the worker before."""

    def stop_for_shutdown(self) -> None:
        """The poller is a process of its own."""


def get_esm_worker(original: Callable[[EsmWorkerFactory], Any], factory: EsmWorkerFactory) -> Any:
    if is_kafka_mapping(factory.esm_config):
        return OutsideWorker(factory.esm_config, factory.enabled)
    return original(factory)


def apply() -> None:
    original = EsmWorkerFactory.get_esm_worker
    EsmWorkerFactory.get_esm_worker = lambda factory: get_esm_worker(original, factory)
