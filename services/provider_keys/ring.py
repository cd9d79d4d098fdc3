"""Gives each call the cheapest key that may be used, and lets a key rest that its provider refuses."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

import structlog
from pymongo.errors import PyMongoError

from gateways.providers import KEY_FAILURES, KnownServer, ProviderError, UsableKey
from services.clock import Clock
from services.provider_keys.choice import PROBE_SECONDS, ready_keys, refusal, refused_keys, rest_after
from services.provider_keys.known import KnownKey, KnownKeyList, KnownKeys
from services.provider_keys.rests import let_rest, rest_no_more
from services.provider_keys.uses import KeyUses
from services.sealing import Sealing

__all__ = ["KeyRing", "KeysOfProvider"]

_log = structlog.get_logger(__name__)

_MILLE = 1_000


class KeyRing:
    """All keys of all providers. One for a process."""

    def __init__(self, servers: Sequence[KnownServer], sealing: Sealing, clock: Clock) -> None:
        self.list = KnownKeyList(servers, sealing, clock)
        self.uses = KeyUses(clock)
        self._clock = clock
        self._latest = KnownKeys()
        self._probed_at: dict[str, datetime] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def of(self, provider: str) -> "KeysOfProvider":
        """The keys of one provider, as its gateway asks for them."""
        return KeysOfProvider(self, provider)

    async def providers(self) -> frozenset[str]:
        """The names of those that have a key, usable now or not. Raises PyMongoError."""
        return frozenset((await self.list.current()).by_provider)

    async def take(self, provider: str, model: str | None, tried: Collection[str]) -> UsableKey:
        """See `Keys.take`."""
        try:
            self._latest, now = await self.list.current(), self._clock()
            known, used_up = self._latest, []
            for key in self._in_turn(known, provider, model, now):
                if key.id in tried:
                    continue
                if model is None or await self.uses.begin(key):
                    return UsableKey(key.id, key.secret or "")
                used_up.append(key.id)
        except PyMongoError as error:
            _log.warning("provider_keys_not_read", error=type(error).__name__)
            raise ProviderError("PROVIDER_UNAVAILABLE") from error
        raise refusal(known, provider, model, used_up, now)

    async def failed(
        self, provider: str, key: UsableKey, model: str | None, failure: ProviderError, tried: Collection[str]
    ) -> bool:
        """See `Keys.failed`."""
        if failure.code not in KEY_FAILURES:
            return False
        now = self._clock()
        others = {each.id for each in ready_keys(self._latest, provider, model, now)} - {*tried, key.id}
        rest = rest_after(failure, model, now, others=bool(others))
        if rest is not None:
            _log.warning("provider_key_rests", key_id=key.id, code=rest.code, until=rest.until.isoformat())
            try:
                await let_rest(key.id, model, rest)
            except PyMongoError as error:
                _log.warning("provider_key_rest_not_stored", key_id=key.id, error=type(error).__name__)
            self.list.forget()
        return bool(others)

    def used(self, key: UsableKey, nanodollars: int) -> None:
        """See `Keys.used`."""
        known = self._latest.find(key.id)
        per_mille = _MILLE if known is None else known.cost_per_mille
        self.uses.spent(key.id, -(-nanodollars * per_mille // _MILLE))
        if any(key_id == key.id and about is None for key_id, about in self._latest.rests):
            task = asyncio.create_task(self._good_again(key.id), name="provider-key-good-again")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Write what was counted."""
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self.uses.written()

    def _in_turn(self, known: KnownKeys, provider: str, model: str | None, now: datetime) -> Iterator[KnownKey]:
        """Those that are ready, the cheapest first; then one that was refused, now and then."""
        yield from ready_keys(known, provider, model, now)
        due_before = now - timedelta(seconds=PROBE_SECONDS)
        for key, rest in refused_keys(known, provider, model, now):
            if max(rest.at, self._probed_at.get(key.id, rest.at)) <= due_before:
                self._probed_at[key.id] = now
                yield key
                return

    async def _good_again(self, key_id: str) -> None:
        try:
            await rest_no_more(key_id)
        except PyMongoError as error:
            _log.warning("provider_key_rest_not_ended", key_id=key_id, error=type(error).__name__)
        self.list.forget()


class KeysOfProvider:
    """`Keys` of one provider."""

    def __init__(self, ring: KeyRing, provider: str) -> None:
        self._ring = ring
        self._provider = provider

    async def take(self, model: str | None, tried: Collection[str] = ()) -> UsableKey:
        """See `Keys`."""
        return await self._ring.take(self._provider, model, tried)

    async def failed(self, key: UsableKey, model: str | None, failure: ProviderError, tried: Collection[str]) -> bool:
        """See `Keys`."""
        return await self._ring.failed(self._provider, key, model, failure, tried)

    def used(self, key: UsableKey, model: str, nanodollars: int) -> None:  # noqa: ARG002
        """See `Keys`."""
        self._ring.used(key, nanodollars)
