"""What admins do with provider keys: add, change, remove, test and list them. Other servers see it within 2 s."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from models.ids import new_id
from models.provider_key import ProviderKey, ProviderKeyRest, ProviderKeyUse
from services.admin.actions import DONE, AdminActions
from services.catalog.overrides import checked_model_id
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.paging import Page, PageRequest
from services.provider_keys.choice import rest_after
from services.provider_keys.definition import checked_fields, checked_provider, checked_secret
from services.provider_keys.edits import ADD, REMOVE, TEST, UPDATE, KeyEdits
from services.provider_keys.errors import ProviderKeysUnavailableError, ProviderKeyTakenError
from services.provider_keys.known import MOST_KEYS, SEALED_FOR, KnownKey, KnownKeys
from services.provider_keys.masking import mask_of
from services.provider_keys.rests import let_rest, rest_no_more
from services.provider_keys.ring import KeyRing
from services.provider_keys.trying import KeyTest, KeyTester, try_key
from services.provider_keys.views import KeyView, Used, view_of
from services.sealing import Sealing

__all__ = ["KeyTested", "ProviderKeys"]

_log = structlog.get_logger(__name__)

_away_is_unavailable = database_errors_become(ProviderKeysUnavailableError)

MOST_OF_PROVIDER = 50
_NEW = {
    "enabled": True,
    "cost_per_mille": 1_000,
    "requests_per_day": None,
    "requests_per_month": None,
    "nanodollars_per_day": None,
    "nanodollars_per_month": None,
}


@dataclass(frozen=True, slots=True)
class KeyTested:
    """The key after its test, and how that went."""

    view: KeyView
    test: KeyTest


class ProviderKeys:
    """`admin_id` is a user's id. `testers` are by provider: those that keys can be added for."""

    def __init__(
        self,
        ring: KeyRing,
        sealing: Sealing,
        actions: AdminActions,
        clock: Clock,
        *,
        testers: Mapping[str, KeyTester],
        cheapest_model: Callable[[str], Awaitable[str | None]],
    ) -> None:
        self._ring = ring
        self._sealing = sealing
        self._edits = KeyEdits(actions, clock)
        self._clock = clock
        self._testers = testers
        self._cheapest_model = cheapest_model
        self.close = ring.close

    @_away_is_unavailable
    async def add(self, admin_id: str, provider: str, secret: str, fields: Mapping[str, Any]) -> KeyView:
        """A new key; `fields` are named as in the model, and those left out have no limit.

        Raises InvalidInputError, ProviderKeyTakenError, SealingOffError, ProviderKeysUnavailableError.
        """
        checked_provider(provider, self._testers.keys())
        secret, key_id, now = checked_secret(secret), new_id("pky"), self._clock()
        values = {**_NEW, **checked_fields(fields)}
        await self._refuse_known(provider, secret)
        sealed = self._sealing.seal(secret, SEALED_FOR, key_id, provider)
        row = ProviderKey(
            id=key_id,
            provider=provider,
            sealed=sealed,
            mask=mask_of(secret),
            created_by=admin_id,
            created_at=now,
            updated_at=now,
            **values,
        )

        async def insert(session: AsyncClientSession) -> bool:
            await row.insert(session=session)
            return True

        await self._carry_out(admin_id, ADD, key_id, {"provider": provider, "after": values}, insert)
        return await self._view(key_id)

    @_away_is_unavailable
    async def update(self, admin_id: str, key_id: str, changes: Mapping[str, Any]) -> KeyView:
        """Change some fields, named as in the model. A key that is enabled ends its rest.

        Raises NotFoundError, InvalidInputError, and ProviderKeysUnavailableError, that too when another admin edits it.
        """
        stored = await self._stored(key_id)
        changes = dict(checked_fields(changes))
        before = {name: getattr(stored, name) for name in changes}
        after = ProviderKey.model_validate({**stored.model_dump(), **changes}).model_dump(include=set(changes))

        async def change(session: AsyncClientSession) -> bool:
            written = await ProviderKey.get_pymongo_collection().update_one(
                {"_id": key_id, "version": stored.version},
                {"$set": {**after, "updated_at": self._clock()}, "$inc": {"version": 1}},
                session=session,
            )
            return bool(written.matched_count == 1)

        await self._carry_out(admin_id, UPDATE, key_id, {"before": before, "after": after}, change)
        if changes.get("enabled"):
            await self._rest_no_more(key_id)
        return await self._view(key_id)

    @_away_is_unavailable
    async def remove(self, admin_id: str, key_id: str) -> None:
        """Forget the key, and what was counted of it. Calls that run go on with it. Raises NotFoundError."""
        stored = await self._stored(key_id)

        async def delete(session: AsyncClientSession) -> bool:
            removed = await ProviderKey.get_pymongo_collection().delete_one(
                {"_id": key_id, "version": stored.version}, session=session
            )
            await ProviderKeyUse.get_pymongo_collection().delete_one({"_id": key_id}, session=session)
            await ProviderKeyRest.get_pymongo_collection().delete_many({"key_id": key_id}, session=session)
            return bool(removed.deleted_count == 1)

        details = {"before": {"provider": stored.provider, "name": stored.name}}
        await self._carry_out(admin_id, REMOVE, key_id, details, delete)

    @_away_is_unavailable
    async def test(self, admin_id: str, key_id: str, model_id: str | None) -> KeyTested:
        """Have a model begin a reply with this key; without `model_id` the provider's cheapest.

        A good key ends its rest, one that is refused rests. Raises NotFoundError, InvalidInputError, and
        ProviderKeysUnavailableError.
        """
        if model_id is not None:
            checked_model_id(model_id)
        key = (await self._known()).find(key_id)
        if key is None or key.provider not in self._testers:
            raise NotFoundError("provider key")
        if key.secret is None:
            raise InvalidInputError("keyId", "is a key that no master key of this server opens")
        asked = model_id or await self._cheapest_model(key.provider)
        effect_id = await self._edits.begin(admin_id, TEST, key_id, {"provider": key.provider, "model_id": asked})
        test = await try_key(self._testers, key.provider, key.secret, asked)
        await self._edits.end(effect_id, DONE if test.failure is None else test.failure.code)
        if test.failure is None:
            await self._rest_no_more(key_id)
        elif (rest := rest_after(test.failure, test.model_id, self._clock(), others=True)) is not None:
            await let_rest(key_id, test.model_id, rest)
        self._ring.list.forget()
        return KeyTested(await self._view(key_id), test)

    @_away_is_unavailable
    async def page(self, request: PageRequest, provider: str | None) -> Page[KeyView]:
        """Keys by id, those of the settings last; positions are ids."""
        known = await self._known()
        keys = [key for keys in known.by_provider.values() for key in keys]
        wanted = [
            key
            for key in sorted(keys, key=lambda key: key.id)
            if (provider is None or key.provider == provider) and (request.after is None or key.id > request.after)
        ]
        page = Page.cut(wanted[: request.first + 1], request.first)
        return Page(await self._views(known, page.rows), page.has_next)

    async def complete(self, limit: int) -> int:
        """End up to `limit` rows of changes that a crash left; how many. Raises PyMongoError."""
        return await self._edits.complete(limit)

    async def _carry_out(
        self,
        admin_id: str,
        action: str,
        key_id: str,
        details: Mapping[str, Any],
        change: Callable[[AsyncClientSession], Awaitable[bool]],
    ) -> None:
        try:
            await self._edits.carry_out(admin_id, action, key_id, details, change)
        finally:
            self._ring.list.forget()
        _log.info("provider_key_changed", action=action, key_id=key_id, admin_id=admin_id)

    async def _refuse_known(self, provider: str, secret: str) -> None:
        self._ring.list.forget()
        known = await self._known()
        of_provider = known.by_provider.get(provider, ())
        if any(key.secret == secret for key in of_provider):
            raise ProviderKeyTakenError
        if len(of_provider) >= MOST_OF_PROVIDER or sum(map(len, known.by_provider.values())) >= MOST_KEYS:
            raise InvalidInputError("provider", "has as many keys as it may; remove one first")

    async def _known(self) -> KnownKeys:
        return await self._ring.list.current()

    async def _rest_no_more(self, key_id: str) -> None:
        await rest_no_more(key_id)
        self._ring.list.forget()

    async def _stored(self, key_id: str) -> ProviderKey:
        stored = await ProviderKey.get(key_id)
        if stored is None:
            raise NotFoundError("provider key")
        return stored

    async def _view(self, key_id: str) -> KeyView:
        known = await self._known()
        key = known.find(key_id)
        if key is None:  # removed by another admin just now
            raise NotFoundError("provider key")
        return (await self._views(known, [key]))[0]

    async def _views(self, known: KnownKeys, keys: Sequence[KnownKey]) -> list[KeyView]:
        ids, now = [key.id for key in keys], self._clock()
        stored = {row.id: row for row in await ProviderKey.find({"_id": {"$in": ids}}).to_list()}
        used = {row.id: row for row in await ProviderKeyUse.find({"_id": {"$in": ids}}).to_list()}
        return [
            view_of(
                key,
                stored.get(key.id),
                known,
                Used.of(used.get(key.id), now),
                now,
                has_provider=key.provider in self._testers,
            )
            for key in keys
            if key.of_settings or key.id in stored
        ]
