"""
LocalStack writes the log of each invocation with a request to its own CloudWatch Logs, which competes with the next
invocation for the interpreter. Here the logs of a quarter of a second go in one request for each stream, and the queue
before it is bounded: a caller waits when CloudWatch Logs does not keep up, instead of memory growing.
"""

import logging
import queue
import time
from contextlib import suppress
from typing import Any

from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation.logs import QUEUE_SHUTDOWN, LogHandler, LogItem

LOG = logging.getLogger(__name__)
WRITE_INTERVAL_SECONDS = 0.25
MAX_QUEUED_ITEMS = 64
ADD_TIMEOUT_SECONDS = 5.0
# CloudWatch Logs' own limits of one PutLogEvents.
MAX_EVENTS_PER_WRITE = 10_000
MAX_BYTES_PER_WRITE = 1_000_000

Events = list[dict[str, Any]]
Stream = tuple[str, str]


def collect(items: "queue.Queue[Any]") -> tuple[dict[Stream, Events], bool]:
    """Waits for an item, then takes what else there is: events by stream, and whether the end was among them."""
    streams: dict[Stream, Events] = {}
    item = items.get()
    time.sleep(WRITE_INTERVAL_SECONDS if items.empty() and item is not QUEUE_SHUTDOWN else 0)
    while item is not QUEUE_SHUTDOWN:
        streams.setdefault((item.log_group, item.log_stream), []).extend(log_events(item))
        try:
            item = items.get_nowait()
        except queue.Empty:
            return streams, False
    return streams, True


def log_events(item: LogItem) -> Events:
    now = int(time.time() * 1000)
    return [{"timestamp": now, "message": f"{line}\n"} for line in item.logs.split("\n") if line]


def chunks(events: Events) -> list[Events]:
    parts: list[Events] = [[]]
    size = 0
    for event in events:
        event_size = len(event["message"].encode()) + 26
        if parts[-1] and (len(parts[-1]) == MAX_EVENTS_PER_WRITE or size + event_size > MAX_BYTES_PER_WRITE):
            parts.append([])
            size = 0
        parts[-1].append(event)
        size += event_size
    return parts


def write(client: Any, stream: Stream, events: Events) -> None:
    place = {"logGroupName": stream[0], "logStreamName": stream[1]}
    try:
        client.put_log_events(**place, logEvents=events)
    except client.exceptions.ResourceNotFoundException:
        with suppress(client.exceptions.ResourceAlreadyExistsException):
            client.create_log_group(logGroupName=stream[0])
        client.create_log_stream(**place)
        client.put_log_events(**place, logEvents=events)


def save(handler: LogHandler, client: Any, streams: dict[Stream, Events]) -> None:
    for stream, events in streams.items():
        for part in chunks(events):
            try:
                write(client, stream, part)
            except Exception as error:
                LOG.warning("Error saving logs to %s in %s: %s", stream, handler.region, error)


def client_of(handler: LogHandler) -> Any:
    """One for all functions of an account: each client keeps a connection open for ever."""
    account_id = handler.role_arn.split(":")[4]
    return connect_to(aws_access_key_id=account_id, region_name=handler.region).logs


def run_log_loop(handler: LogHandler, *_args: Any, **_kwargs: Any) -> None:
    client = client_of(handler)
    ended = False
    while not ended:
        streams, ended = collect(handler.log_queue)
        save(handler, client, streams)


def add_logs(handler: LogHandler, item: LogItem) -> None:
    if handler._shutdown_event.is_set():
        # Its version was replaced while the invocation ran: nobody looks into the queue any more.
        save(handler, client_of(handler), {(item.log_group, item.log_stream): log_events(item)})
        return
    try:
        handler.log_queue.put(item, timeout=ADD_TIMEOUT_SECONDS)
    except queue.Full:
        LOG.warning("Dropped the log of one invocation of %s: CloudWatch Logs does not keep up.", item.log_group)


def apply() -> None:
    create = LogHandler.__init__

    def create_bounded(handler: LogHandler, *args: Any, **kwargs: Any) -> None:
        create(handler, *args, **kwargs)
        handler.log_queue = queue.Queue(MAX_QUEUED_ITEMS)

    LogHandler.__init__ = create_bounded
    LogHandler.run_log_loop = run_log_loop
    LogHandler.add_logs = add_logs
