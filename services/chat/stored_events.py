"""A reply that is stored, told as it is told while it is written."""

from collections.abc import AsyncGenerator

from models.generation import Generation
from services.chat.events import ChatCompleted, ChatDelta, ChatEvent, ChatStarted
from services.chat.live import MOST_DELTA_CHARACTERS

__all__ = ["stored_events"]


async def stored_events(
    generation: Generation, completed: ChatCompleted, after_index: int
) -> AsyncGenerator[ChatEvent, None]:
    """Started, the text from offset `after_index` on, completed."""
    yield ChatStarted.of(completed.conversation, generation)
    text = completed.reply.content
    for index in range(after_index, len(text), MOST_DELTA_CHARACTERS):
        yield ChatDelta(index, text[index : index + MOST_DELTA_CHARACTERS])
    yield completed
