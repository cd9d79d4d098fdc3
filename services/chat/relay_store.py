"""How two servers speak of one reply: who follows what, and the text on its way. Both by the id of an attempt's hold.

The text is a copy that a lost write leaves as it was, so that nobody waits for a majority or the journal.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from pymongo import UpdateOne, WriteConcern
from pymongo.errors import BulkWriteError

from models.followed_reply import FollowedReply
from models.relayed_text import RelayedText, relayed_text_id

__all__ = ["Piece", "RelayStore"]

Piece = tuple[int, str]
"""Its number, and its text. Piece 0 is empty and says that tokens are held; joined, the pieces are the reply."""

MOST_FOLLOWED = 10_000
"""Replies that are followed at a time, on all servers together."""
MOST_PIECES_A_READ = 1_000
_DUPLICATE_KEY = 11_000
_ON_ONE_NODE = WriteConcern(w=1)


class RelayStore:
    """The collections `followed_replies` and `relayed_texts`."""

    async def follow(self, hold_ids: Collection[str], until: datetime) -> None:
        """Say until when somebody elsewhere wants the text of these replies."""
        rows = FollowedReply.get_pymongo_collection().with_options(write_concern=_ON_ONE_NODE)
        await rows.bulk_write(
            [UpdateOne({"_id": hold_id}, {"$max": {"until": until}}, upsert=True) for hold_id in hold_ids],
            ordered=False,
        )

    async def followed(self, now: datetime) -> set[str]:
        """The replies that are wanted now, on whichever server they are written."""
        found = FollowedReply.get_pymongo_collection().find({"until": {"$gt": now}}, {"_id": True})
        return {row["_id"] async for row in found.limit(MOST_FOLLOWED)}

    async def put(self, pieces: Mapping[str, Piece], at: datetime) -> None:
        """Store a piece of each reply. The same piece may be put again, when it is not known whether it was stored."""
        rows = RelayedText.get_pymongo_collection().with_options(write_concern=_ON_ONE_NODE)
        documents = [
            {"_id": relayed_text_id(hold_id, number), "text": text, "at": at}
            for hold_id, (number, text) in pieces.items()
        ]
        try:
            await rows.insert_many(documents, ordered=False)
        except BulkWriteError as error:
            if any(each["code"] != _DUPLICATE_KEY for each in (error.details or {})["writeErrors"]):
                raise

    async def read(self, wanted: Mapping[str, int]) -> dict[str, list[Piece]]:
        """The pieces of each reply from the number that is wanted on, in order, as many as may be."""
        ranges = [
            {"_id": {"$gte": relayed_text_id(hold_id, number), "$lt": f"{hold_id};"}}
            for hold_id, number in wanted.items()
        ]
        found = RelayedText.get_pymongo_collection().find({"$or": ranges}, {"text": True})
        pieces: dict[str, list[Piece]] = {}
        async for row in found.sort("_id", 1).limit(MOST_PIECES_A_READ):
            hold_id, _, number = row["_id"].rpartition(":")
            pieces.setdefault(hold_id, []).append((int(number), row["text"]))
        return pieces
