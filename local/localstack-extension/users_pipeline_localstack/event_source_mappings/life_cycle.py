"""
The state of one mapping as the API tells it: the API begins a transition, and the poller outside ends it. A transition
never waits for a poller that is not there, nor for ever for one that is.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

USER_INITIATED = "USER_INITIATED"
NO_RECORDS = "No records processed"
NO_POLLER = "PROBLEM: No poller is connected. Start one: npx kafka-event-source-mapping --endpoint-url {}"

# A poller that reported nothing for so long is gone. One that is there finds a new mapping within this time too.
POLLER_SECONDS = 10.0
# A poller gives invocations under way a minute.
TRANSITION_SECONDS = 90.0


@dataclass(frozen=True)
class Status:
    """What a poller reports about a mapping; the last change that it knows of as LastModified, in ms since 1970."""

    uuid: str
    last_modified: int
    state: str
    reason: str | None
    last_processing_result: str


class LifeCycle:
    """Times are seconds since 1970."""

    def __init__(self, enabled: bool, now: float) -> None:
        self.last_modified = 0
        self.result = NO_RECORDS
        # A deletion that is over; the mapping is to be removed.
        self.gone = False
        self._heard = float("-inf")
        self.begin("Creating", enabled, now)

    def begin(self, state: str, enabled: bool, now: float) -> None:
        """Of a transition: by the user, through the API."""
        self.enabled = enabled
        self.reason = USER_INITIATED
        self._begun = now
        self._enter(state, now)
        self._changed = self.last_modified

    def change(self, enabled: bool, now: float) -> None:
        kind = "Updating" if enabled == self.enabled else "Enabling" if enabled else "Disabling"
        self.begin(kind, enabled, now)

    @property
    def in_transition(self) -> bool:
        return self.state not in ("Enabled", "Disabled") and not self.gone

    def report(self, status: Status, now: float) -> None:
        """A report of an earlier configuration tells how the mapping is doing, but ends nothing."""
        self._heard = now
        self.result = status.last_processing_result
        if status.last_modified < self._changed:
            return
        if self.enabled:
            self.reason = status.reason or USER_INITIATED
            # A mapping that cannot be polled until somebody mends it keeps nobody waiting.
            done = status.state == "Enabled" or status.reason is not None
        else:
            done = status.state == "Disabled"
        if done and self.in_transition:
            self._finish(now)

    def lose_poller(self) -> None:
        """The poller that reported about the mapping does so no more."""
        self._heard = float("-inf")

    def look(self, poller_connected: bool, now: float) -> None:
        """Ends a transition that nobody will end."""
        if not self.in_transition:
            return
        stays_disabled = not self.enabled and self.state in ("Creating", "Updating")
        overdue = now - self._begun >= TRANSITION_SECONDS
        if stays_disabled or overdue or not (self._served(now) or self._awaited(poller_connected, now)):
            self._finish(now)

    def fields(self, poller_connected: bool, url: str, now: float) -> dict[str, Any]:
        """Of the mapping in the API. :param url: of this LocalStack"""
        unserved = self.enabled and not (self._served(now) or self._awaited(poller_connected, now))
        return {
            "State": self.state,
            "StateTransitionReason": self.reason,
            "LastProcessingResult": NO_POLLER.format(url) if unserved else self.result,
            "LastModified": datetime.fromtimestamp(self.last_modified / 1000, UTC),
        }

    def _served(self, now: float) -> bool:
        return now - self._heard < POLLER_SECONDS

    def _awaited(self, poller_connected: bool, now: float) -> bool:
        return poller_connected and self.enabled and now - self._begun < POLLER_SECONDS

    def _finish(self, now: float) -> None:
        if self.state == "Deleting":
            self.gone = True
        else:
            self._enter("Enabled" if self.enabled else "Disabled", now)

    def _enter(self, state: str, now: float) -> None:
        self.state = state
        # Tells each change from the one before, even within a millisecond.
        self.last_modified = max(round(now * 1000), self.last_modified + 1)
