"""What is sent of an event: bytes that are the same at every try and from every server. Pure."""

from datetime import datetime

import orjson

from models.outgoing_event import OutgoingEvent

__all__ = ["payload_of"]


def payload_of(event: OutgoingEvent) -> bytes:
    """A JSON object of `type`, `timestamp` (when it happened) and `data`; some hundred bytes."""
    document = {"type": event.type, "timestamp": written(event.at), "data": event.data}
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def written(moment: datetime) -> str:
    """RFC 3339 in UTC, with milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
