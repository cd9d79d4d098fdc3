"""Text of replies on its way to readers on other servers. It is a copy: the reply itself stands in its message."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime

KEPT_SECONDS = 2 * 3_600
"""Longer than any generation may run: who comes late still finds its beginning."""
_DIGITS = 9


class RelayedText(Document):
    """One piece. Those of an attempt are numbered without gap; number 0 is empty: it says that tokens are held."""

    id: str  # type: ignore[assignment]
    """See `relayed_text_id`; in its order the pieces of an attempt are in theirs."""
    text: str
    at: UtcDatetime

    class Settings:
        name = "relayed_texts"
        indexes: ClassVar = [IndexModel([("at", ASCENDING)], name="expiry", expireAfterSeconds=KEPT_SECONDS)]


def relayed_text_id(hold_id: str, number: int) -> str:
    """The id of a piece. `hold_id` names the attempt."""
    return f"{hold_id}:{number:0{_DIGITS}d}"
