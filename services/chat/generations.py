"""The `generations` collection: every change of status names the lease that it is made under.

A server that lost its lease changes nothing more: its updates match no document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.generation import Generation, GenerationFailure, GenerationResult, GenerationStatus, ModelChoice

__all__ = ["GenerationStore", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a generation is."""

    id: str
    attempt: int
    status: GenerationStatus
    lease_until: datetime | None


class GenerationStore:
    """Reads and compare-and-set writes of generations."""

    async def find(self, user_id: str, client_key: str) -> Generation | None:
        """The generation under a user's key."""
        return _read(await _rows().find_one({"user_id": user_id, "client_key": client_key}))

    async def get(self, generation_id: str) -> Generation | None:
        """The generation with this id."""
        return _read(await _rows().find_one({"_id": generation_id}))

    async def standings(self, generation_ids: Sequence[str]) -> dict[str, Standing]:
        """How far these generations are, by id."""
        fields = {"attempt": True, "status": True, "lease_until": True}
        found = _rows().find({"_id": {"$in": list(generation_ids)}}, fields)
        return {
            row["_id"]: Standing(row["_id"], row["attempt"], GenerationStatus(row["status"]), row["lease_until"])
            async for row in found
        }

    async def has_changed(self, user_id: str, client_key: str, before: Generation | None) -> bool:
        """Whether another caller has begun, or ended, something under the key since it was `before`."""
        now = await self.find(user_id, client_key)
        return (now and (now.attempt, now.status)) != (before and (before.attempt, before.status))

    async def insert(self, generation: Generation) -> bool:
        """Store a new one; False when the user's key is taken."""
        try:
            await generation.insert()
        except DuplicateKeyError:
            return False
        return True

    async def try_again(self, failed: Generation, again: Generation) -> bool:
        """Put the next attempt in the place of a failed one; False when another caller was faster."""
        document = again.model_dump(by_alias=True, exclude={"revision_id"})
        replaced = await _rows().replace_one(
            {"_id": failed.id, "status": GenerationStatus.FAILED.value, "attempt": failed.attempt}, document
        )
        return bool(replaced.modified_count)

    async def renew(self, generation: Generation, until: datetime) -> Generation | None:
        """Move the lease's end; None when the lease is lost."""
        return await self._change(generation, {"lease_until": until})

    async def to_settling(
        self, generation: Generation, result: GenerationResult, served_by: ModelChoice, until: datetime
    ) -> Generation | None:
        """The reply is final, and `served_by` has given it; None when the lease is lost."""
        values = {"status": GenerationStatus.SETTLING.value, "result": result.model_dump(), "lease_until": until}
        if served_by.model_id != generation.model_id:
            values |= served_by.model_dump(exclude={"max_tokens"})
            values |= {
                "parameters.max_tokens": served_by.max_tokens,
                "requested_model_id": generation.model_id,
            }
        return await self._change(generation, values) or await self._changed_before(generation, values)

    async def to_releasing(
        self, generation: Generation, failure: GenerationFailure, until: datetime
    ) -> Generation | None:
        """It failed, and its hold has to be returned; None when the lease is lost."""
        values = {"status": GenerationStatus.RELEASING.value, "failure": failure.model_dump(), "lease_until": until}
        return await self._change(generation, values) or await self._changed_before(generation, values)

    async def to_failed(self, generation: Generation, failure: GenerationFailure, now: datetime) -> None:
        """Nothing is held for it. The message goes: a retry brings it again, and `input_hash` tells whether it is that.

        A TTL index removes the row some days later, and its key is new again.
        """
        await self._change(
            generation,
            {
                "status": GenerationStatus.FAILED.value,
                "failure": failure.model_dump(),
                "message": None,
                "attachments": [],
                "lease_until": None,
                "ended_at": now,
            },
        )

    async def expired(self, now: datetime, limit: int) -> list[Generation]:
        """Unfinished generations whose lease has ended, the longest ended first."""
        found = _rows().find({"lease_until": {"$type": "date", "$lt": now}}).sort("lease_until", 1).limit(limit)
        return [Generation.model_validate(row) async for row in found]

    async def take_over(self, generation: Generation, token: str, now: datetime, until: datetime) -> Generation | None:
        """Take an ended lease; None when its owner renewed it or another server took it."""
        row = await _rows().find_one_and_update(
            {"_id": generation.id, "lease_token": generation.lease_token, "lease_until": {"$lt": now}},
            {"$set": {"lease_token": token, "lease_until": until}},
            return_document=ReturnDocument.AFTER,
        )
        return _read(row)

    async def ask_to_cancel(self, user_id: str, client_key: str) -> bool:
        """Leave word for the server that runs it; False when no generation runs under the key."""
        found = await _rows().update_one(
            {"user_id": user_id, "client_key": client_key, "status": GenerationStatus.RUNNING.value},
            {"$set": {"cancel_requested": True}},
        )
        return bool(found.matched_count)

    async def _changed_before(self, generation: Generation, values: dict[str, Any]) -> Generation | None:
        """The generation, if this very change was made by an earlier try whose answer was lost."""
        row = await _rows().find_one(
            {"_id": generation.id, "lease_token": generation.lease_token, "status": values["status"]}
        )
        return _read(row)

    async def _change(self, generation: Generation, values: dict[str, Any]) -> Generation | None:
        row = await _rows().find_one_and_update(
            {"_id": generation.id, "lease_token": generation.lease_token, "status": generation.status.value},
            {"$set": values},
            return_document=ReturnDocument.AFTER,
        )
        return _read(row)


def _rows() -> Any:
    return Generation.get_pymongo_collection()


def _read(row: dict[str, Any] | None) -> Generation | None:
    return None if row is None else Generation.model_validate(row)
