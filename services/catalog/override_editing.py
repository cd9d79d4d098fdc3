"""What admins do with models. Every change leaves a row of who did it, from what, to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.ids import new_id
from models.model_override import ModelOverride
from services.admin.actions import DONE, AdminActions
from services.catalog.errors import ModelsUnavailableError
from services.catalog.models import ModelCatalog
from services.catalog.override_list import MOST_OVERRIDES
from services.catalog.overrides import NO_OVERRIDE, Override, checked_model_id, checked_override
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.paging import Page, PageRequest

__all__ = ["ModelOverrides", "SavedOverride"]

_log = structlog.get_logger(__name__)

_away_is_unavailable = database_errors_become(ModelsUnavailableError)


@dataclass(frozen=True, slots=True)
class SavedOverride:
    """An override, and whether a provider lists its model now. It may be set for one that none does."""

    model_id: str
    override: Override
    listed: bool


class ModelOverrides:
    """Sets, removes and lists overrides. `admin_id` is a user's id. Other servers see a change within seconds."""

    def __init__(self, catalog: ModelCatalog, actions: AdminActions, clock: Clock) -> None:
        self._catalog = catalog
        self._actions = actions
        self._clock = clock

    @_away_is_unavailable
    async def set(self, admin_id: str, model_id: str, changes: Mapping[str, Any]) -> SavedOverride:
        """Change some of a model's fields, named as in Override; chats from now on have them.

        Raises InvalidInputError, and ModelsUnavailableError, that too when another admin edits it just now.
        """
        stored = await ModelOverride.get_pymongo_collection().find_one({"_id": checked_model_id(model_id)})
        before = NO_OVERRIDE if stored is None else Override.from_document(stored)
        after = checked_override(before.with_changes(changes))
        if stored is None and await ModelOverride.get_pymongo_collection().estimated_document_count() >= MOST_OVERRIDES:
            raise InvalidInputError("modelId", "is one too many; remove what is set for another model")
        details = {"before": _storable(before), "after": _storable(after)}
        effect = await self._begin(admin_id, "set_model_override", model_id, details)
        await self._end(effect, written=await self._write(model_id, after, stored))
        _log.info("model_override_set", model_id=model_id, admin_id=admin_id)
        return await self._saved(model_id, after)

    @_away_is_unavailable
    async def remove(self, admin_id: str, model_id: str) -> SavedOverride:
        """Back to what provider and settings say. Raises NotFoundError when nothing is set for the model."""
        stored = await ModelOverride.get_pymongo_collection().find_one({"_id": model_id})
        if stored is None:
            raise NotFoundError("model override")
        details = {"before": _storable(Override.from_document(stored)), "after": None}
        effect = await self._begin(admin_id, "remove_model_override", model_id, details)
        removed = await ModelOverride.get_pymongo_collection().delete_one(
            {"_id": model_id, "version": stored["version"]}
        )
        await self._end(effect, written=removed.deleted_count == 1)
        _log.info("model_override_removed", model_id=model_id, admin_id=admin_id)
        return await self._saved(model_id, NO_OVERRIDE)

    @_away_is_unavailable
    async def page(self, request: PageRequest) -> Page[SavedOverride]:
        """All of them by model id; positions are model ids."""
        query = {} if request.after is None else {"_id": {"$gt": request.after}}
        rows = ModelOverride.get_pymongo_collection().find(query).sort("_id", 1).limit(request.first + 1)
        saved = [await self._saved(row["_id"], Override.from_document(row)) async for row in rows]
        return Page.cut(saved, request.first)

    async def _saved(self, model_id: str, override: Override) -> SavedOverride:
        return SavedOverride(model_id, override, await self._catalog.lists(model_id))

    async def _write(self, model_id: str, override: Override, stored: Mapping[str, Any] | None) -> bool:
        """Whether it was written: nobody else has changed it since it was read."""
        values = {**_storable(override), "updated_at": self._clock()}
        collection = ModelOverride.get_pymongo_collection()
        if stored is None:
            try:
                await collection.insert_one({"_id": model_id, "version": 1, **values})
            except DuplicateKeyError:
                return False
            return True
        changed = await collection.update_one(
            {"_id": model_id, "version": stored["version"]}, {"$set": values, "$inc": {"version": 1}}
        )
        return changed.matched_count == 1

    async def _begin(self, admin_id: str, action: str, model_id: str, details: Mapping[str, Any]) -> str:
        effect_id = new_id("eff")
        await self._actions.begin(admin_id, action, model_id, effect_id, details)
        return effect_id

    async def _end(self, effect_id: str, *, written: bool) -> None:
        self._catalog.forget_overrides()
        await self._actions.complete(effect_id, DONE if written else ModelsUnavailableError.code)
        if not written:
            raise ModelsUnavailableError


def _storable(override: Override) -> dict[str, Any]:
    document = override.to_document()
    if document["rates"] is not None:
        document["rates"] = {kind: Int64(rate) for kind, rate in document["rates"].items()}
    return document
