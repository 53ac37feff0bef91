"""The life cycles of all Kafka mappings, and the pollers that report about them."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from users_pipeline_localstack.event_source_mappings.life_cycle import POLLER_SECONDS, LifeCycle, Status


@dataclass(frozen=True)
class Report:
    """Of one poller, about every mapping that it serves."""

    poller: str
    mappings: tuple[Status, ...]


class LifeCycles:
    """By UUID, which is unique over accounts and regions."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._life_cycles: dict[str, LifeCycle] = {}
        self._poller_of: dict[str, str] = {}
        self._last_reports: dict[str, float] = {}

    def create(self, uuid: str, enabled: bool) -> None:
        with self._lock:
            self._life_cycles[uuid] = LifeCycle(enabled, self._clock())

    def change(self, uuid: str, enabled: bool) -> None:
        with self._lock:
            self._life_cycles[uuid].change(enabled, self._clock())

    def delete(self, uuid: str) -> None:
        with self._lock:
            self._life_cycles[uuid].begin("Deleting", False, self._clock())

    def forget(self, uuid: str) -> None:
        with self._lock:
            self._life_cycles.pop(uuid, None)
            self._poller_of.pop(uuid, None)

    def look(self, uuid: str) -> LifeCycle | None:
        """The life cycle as it is by now; none of a mapping that is unknown."""
        with self._lock:
            if life_cycle := self._life_cycles.get(uuid):
                life_cycle.look(self._poller_connected(), self._clock())
            return life_cycle

    def fields(self, uuid: str, url: str) -> dict[str, Any]:
        """What the API tells of it. :param url: of this LocalStack"""
        with self._lock:
            life_cycle = self._life_cycles.get(uuid)
            return life_cycle.fields(self._poller_connected(), url, self._clock()) if life_cycle else {}

    def take(self, report: Report) -> None:
        """Mappings that are unknown by now are ignored."""
        with self._lock:
            now = self._clock()
            known = [status for status in report.mappings if status.uuid in self._life_cycles]
            self._release(report.poller, {status.uuid for status in known})
            for status in known:
                self._poller_of[status.uuid] = report.poller
                self._life_cycles[status.uuid].report(status, now)
            self._last_reports[report.poller] = now
            self._last_reports = {poller: at for poller, at in self._last_reports.items() if self._is_recent(at)}

    def _release(self, poller: str, still_served: set[str]) -> None:
        for uuid in [uuid for uuid, its in self._poller_of.items() if its == poller and uuid not in still_served]:
            del self._poller_of[uuid]
            self._life_cycles[uuid].lose_poller()

    def _poller_connected(self) -> bool:
        return any(map(self._is_recent, self._last_reports.values()))

    def _is_recent(self, at: float) -> bool:
        return self._clock() - at < POLLER_SECONDS


LIFE_CYCLES = LifeCycles()
