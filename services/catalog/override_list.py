"""All overrides, as every server sees them."""

from collections.abc import Mapping

from models.model_override import ModelOverride
from services.catalog.overrides import Override
from services.clock import Clock
from services.kept import Kept

__all__ = ["MOST_OVERRIDES", "OverrideList"]

MOST_OVERRIDES = 1_000


class OverrideList(Kept[Mapping[str, Override]]):
    """By model id. One for a process."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(_overrides, clock, name="model-overrides")


async def _overrides() -> Mapping[str, Override]:
    rows = ModelOverride.get_pymongo_collection().find({}, limit=MOST_OVERRIDES)
    return {row["_id"]: Override.from_document(row) async for row in rows}
