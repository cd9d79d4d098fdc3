"""Seals every secret anew under the master key that seals now.

It may be broken off and begun again at any time, and run beside servers: a row is written only as long as it still
holds what was read, so that nothing that a server writes is lost, and each row opens before and after, under keys that
every server knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from services.sealing.errors import SealingOffError, UnsealError
from services.sealing.fields import SEALED_FIELDS, SealedField
from services.sealing.sealing import Sealing

__all__ = ["Rotation", "rotate_master_key"]

_BATCH = 100


@dataclass(slots=True)
class Rotation:
    """What was done. `unreadable` names secrets that no key here opens, as collection, id and reason."""

    sealed_anew: int = 0
    current_before: int = 0
    unreadable: list[str] = field(default_factory=list)


async def rotate_master_key(
    database: AsyncDatabase[dict[str, Any]], sealing: Sealing, fields: Sequence[SealedField] = SEALED_FIELDS
) -> Rotation:
    """Go through all of it once. Raises SealingOffError and PyMongoError; then call it again, and it goes on."""
    if sealing.key_id is None:
        raise SealingOffError
    done = Rotation()
    for sealed_field in fields:
        await _one_field(database, sealing, sealed_field, done)
    return done


async def _one_field(
    database: AsyncDatabase[dict[str, Any]], sealing: Sealing, sealed_field: SealedField, done: Rotation
) -> None:
    name, collection = sealed_field.field, database[sealed_field.model.get_collection_name()]
    async for row in collection.find({name: {"$type": "string"}}).sort("_id", 1).batch_size(_BATCH):
        try:
            if sealing.is_current(row[name]):
                done.current_before += 1
                continue
            bound_to = sealed_field.bound_to(row)
            anew = sealing.seal(sealing.unseal(row[name], *bound_to), *bound_to)
        except UnsealError as error:
            done.unreadable.append(f"{collection.name} {row['_id']}: {error}")
            continue
        written = await collection.update_one({"_id": row["_id"], name: row[name]}, {"$set": {name: anew}})
        done.sealed_anew += written.modified_count
