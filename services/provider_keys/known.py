"""All keys, opened, and which of them rest: as every server knows them, at most two seconds late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from pydantic import ValidationError

from gateways.providers import KnownServer
from models.provider_key import ProviderKey, ProviderKeyRest
from services.clock import Clock
from services.kept import Kept
from services.sealing import Sealing, UnsealError

__all__ = ["MOST_KEYS", "SEALED_FOR", "KnownKey", "KnownKeyList", "KnownKeys", "Limits", "Rest"]

_log = structlog.get_logger(__name__)

MOST_KEYS = 500
"""Of admins at once each may pass it by one."""
_MOST_RESTS = 5_000
SETTINGS = "settings:"
"""The id of a key of the settings is this and its provider's name."""
_LIST_PRICE = 1_000
SEALED_FOR = "provider_key"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a key may be used in a day and a calendar month, in UTC. None: without such a limit."""

    requests_per_day: int | None = None
    requests_per_month: int | None = None
    nanodollars_per_day: int | None = None
    nanodollars_per_month: int | None = None

    @property
    def none(self) -> bool:
        """Whether there is no limit at all."""
        return self == _NO_LIMITS


_NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that can be used here; `secret` is None where this server cannot open it."""

    id: str
    provider: str
    secret: str | None = field(repr=False)
    enabled: bool = True
    cost_per_mille: int = _LIST_PRICE
    limits: Limits = _NO_LIMITS

    @property
    def of_settings(self) -> bool:
        """Whether it stands in the settings."""
        return self.id.startswith(SETTINGS)


@dataclass(frozen=True, slots=True)
class Rest:
    """Why a key is left alone, and until when."""

    code: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """By provider, each the cheapest first; and rests by key and model, None for all models."""

    by_provider: Mapping[str, Sequence[KnownKey]] = field(default_factory=dict)
    rests: Mapping[tuple[str, str | None], Rest] = field(default_factory=dict)

    def find(self, key_id: str) -> KnownKey | None:
        """The key with this id."""
        return next((key for keys in self.by_provider.values() for key in keys if key.id == key_id), None)

    def rest_of(self, key_id: str, model: str | None, now: datetime) -> Rest | None:
        """The rest that keeps a key from being used for `model` now."""
        found = [self.rests.get((key_id, about)) for about in {None, model}]
        return max((rest for rest in found if rest and rest.until > now), key=lambda rest: rest.until, default=None)


class KnownKeyList(Kept[KnownKeys]):
    """One for a process."""

    def __init__(self, servers: Sequence[KnownServer], sealing: Sealing, clock: Clock) -> None:
        super().__init__(self._read_all, clock, name="provider-keys")
        self._of_settings = _settings_keys(servers)
        self._keyless = frozenset(server.name for server in servers if server.needs_no_key)
        self._sealing = sealing
        self._now = clock
        self._told: set[str] = set()
        """Keys that could not be opened, of which the log knows."""

    async def _read_all(self) -> KnownKeys:
        rows = [row async for row in ProviderKey.get_pymongo_collection().find({}, limit=MOST_KEYS).sort("_id", 1)]
        stored = [key for key in map(self._known_key, rows) if key is not None]
        with_own = {key.provider for key in stored}
        # Where a server needs no key, it is asked with one all the same once there is one.
        given = [key for key in self._of_settings if not (key.provider in self._keyless and key.provider in with_own)]
        by_provider: dict[str, list[KnownKey]] = {}
        for key in sorted([*stored, *given], key=lambda key: (key.cost_per_mille, key.of_settings)):
            by_provider.setdefault(key.provider, []).append(key)
        return KnownKeys({name: tuple(keys) for name, keys in by_provider.items()}, await self._rests())

    async def _rests(self) -> dict[tuple[str, str | None], Rest]:
        query = {"expires_at": {"$gt": self._now()}}
        rows = ProviderKeyRest.get_pymongo_collection().find(query, limit=_MOST_RESTS)
        return {(row["key_id"], row["model"]): Rest(row["code"], row["at"], row["until"]) async for row in rows}

    def _known_key(self, row: Mapping[str, Any]) -> KnownKey | None:
        """None, and told in the log, where the row has a form that this version does not know."""
        try:
            stored = ProviderKey.model_validate(row)
        except ValidationError:
            self._tell("provider_key_unreadable", str(row["_id"]), "a form that is not known here")
            return None
        limits = Limits(
            stored.requests_per_day,
            stored.requests_per_month,
            stored.nanodollars_per_day,
            stored.nanodollars_per_month,
        )
        return KnownKey(
            stored.id, stored.provider, self._secret_of(stored), stored.enabled, stored.cost_per_mille, limits
        )

    def _secret_of(self, stored: ProviderKey) -> str | None:
        try:
            return self._sealing.unseal(stored.sealed, SEALED_FOR, stored.id, stored.provider)
        except UnsealError as error:
            self._tell("provider_key_not_opened", stored.id, str(error))
            return None

    def _tell(self, event: str, key_id: str, reason: str) -> None:
        """Once for each key: the list is read every two seconds."""
        if key_id not in self._told:
            _log.error(event, key_id=key_id, reason=reason)
            self._told.add(key_id)


def _settings_keys(servers: Sequence[KnownServer]) -> list[KnownKey]:
    """One for each server that the settings have a key for, or that needs none."""
    return [KnownKey(SETTINGS + each.name, each.name, each.key) for each in servers if each.key is not None]
