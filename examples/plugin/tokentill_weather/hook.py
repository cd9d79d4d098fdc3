"""A hook that writes down what happens, a line of JSON each, into the file that the options name."""

import json
from pathlib import Path

from gateways.plugins import HookEvent, PluginContext

__all__ = ["DiaryPlugin"]


class DiaryPlugin:
    """It runs in a thread of its own, so it may write to a file without asking anybody."""

    api_version = 1
    events = frozenset({"user.created", "payment.succeeded"})

    def __init__(self, context: PluginContext) -> None:
        self._file = Path(context.options.get("diary", "diary.jsonl"))

    async def handle(self, event: HookEvent) -> None:
        """Write one line."""
        line = json.dumps({"id": event.id, "type": event.type, "at": event.at.isoformat(), "data": dict(event.data)})
        with self._file.open("a", encoding="utf-8") as diary:
            diary.write(line + "\n")

    async def close(self) -> None:
        """There is nothing to free."""
