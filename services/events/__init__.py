"""What happened, told to other systems. Start at `tail.EventTail`, which reads it off what the database stored."""

from services.events.event import Event, EventType, event_id
from services.events.recorder import EventRecorder
from services.events.tail import EventTail

__all__ = ["Event", "EventRecorder", "EventTail", "EventType", "event_id"]
