"""Begins a generation: everything from the request to the stored row, before tokens are held.

The user's plan counts the chat before its images are fetched, so that nobody has more fetched at a time than chats may
run. Servers share that count, and each of them gives it back when its fetching is over; then whoever is about to store
the row has the chat counted in its own right. Whatever refuses it stores nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.generation import Generation
from services.allowances.errors import AllowanceError
from services.chat.admission import Admission
from services.chat.affording import fit_to_balance
from services.chat.errors import ServerStoppingError
from services.chat.generations import GenerationStore
from services.chat.images import Images, LoadedImages
from services.chat.leases import LEASE
from services.chat.live import ENDING_SECONDS
from services.chat.patience import soon
from services.chat.preparation import Preparation, Prepared, with_loaded
from services.chat.request import ChatRequest
from services.chat.turns import Turns
from services.clock import Clock
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.ledger.errors import InsufficientTokensError, WalletInDebtError
from services.teams.errors import TeamCapReachedError
from settings import Settings

__all__ = ["Beginning", "Begun"]


@dataclass(frozen=True, slots=True)
class Begun:
    """A stored generation that runs as soon as somebody runs it."""

    prepared: Prepared
    images: LoadedImages | None
    """To be released when it has ended."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks for what, and the failed attempt in whose place it goes."""

    viewer: Viewer
    request: ChatRequest
    failed: Generation | None


class Beginning:
    """One for a process."""

    def __init__(
        self,
        store: GenerationStore,
        ledger: Ledger,
        preparation: Preparation,
        admission: Admission,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._preparation = preparation
        self._admission = admission
        self._images = Images.from_settings(settings)
        self._clock = clock
        self._turns = Turns()
        self._stopping = False

    async def begin(
        self,
        viewer: Viewer,
        request: ChatRequest,
        failed: Generation | None,
        *,
        patience: float,
        take_long: Callable[[], None],
    ) -> Begun | None:
        """Store it, in the place of `failed` if there is one; None when another caller with the key was faster.

        `patience` is when the database has had its time, in loop time. While images are fetched it is not the database
        that is waited for: `take_long` is called when that begins, and when it ends. Raises ServerStoppingError.
        """
        if self._stopping:
            raise ServerStoppingError
        async with self._turns.turn(viewer.user_id, request.idempotency_key, take_long) as turn:
            if turn is None:
                return None
            return await self._begin(_Asked(viewer, request, failed), patience, turn.take_long)

    def stop(self) -> None:
        """From now on begin nothing."""
        self._stopping = True

    async def close(self) -> None:
        """Fetch nothing more."""
        await self._images.close()

    async def _begin(self, asked: _Asked, patience: float, take_long: Callable[[], None]) -> Begun | None:
        prepared = await soon(self._prepare(asked), patience)
        if prepared is None:
            return None
        if not _fetches(prepared):
            stored = await soon(self._insert(asked, prepared), patience)
            return Begun(prepared, None) if stored else None
        take_long()
        loaded = await self._load(prepared)
        take_long()
        patience = asyncio.get_running_loop().time() + ENDING_SECONDS
        begun = None
        try:
            begun = await soon(self._insert_with(asked, prepared, loaded), patience)
        finally:
            if begun is None:
                loaded.release()
        return begun

    async def _prepare(self, asked: _Asked) -> Prepared | None:
        prepared = await self._preparation.prepare(asked.viewer, asked.request, asked.failed)
        return await self._let_in(asked, prepared, to_fetch=_fetches(prepared))

    async def _let_in(self, asked: _Asked, prepared: Prepared, *, to_fetch: bool = False) -> Prepared | None:
        """None when another caller with this key is what was let in, or holds what is missing."""
        most = asked.request.max_tokens
        try:
            balance = await self._ledger.balance(prepared.generation.wallet_id)
            generation = fit_to_balance(prepared.generation, balance, asked=most)
            generation = await self._admission.let_in(generation, prepared.plan, balance, asked=most, to_fetch=to_fetch)
        except (InsufficientTokensError, WalletInDebtError, AllowanceError, TeamCapReachedError):
            if await self._store.has_changed(asked.viewer.user_id, asked.request.idempotency_key, asked.failed):
                return None
            raise
        return replace(prepared, generation=generation)

    async def _load(self, prepared: Prepared) -> LoadedImages:
        own = prepared.routes[0].turns[-1].images
        earlier = [[image for turn in reversed(route.turns[:-1]) for image in turn.images] for route in prepared.routes]
        try:
            loaded = await self._images.load(prepared.generation.user_id, own, earlier)
        except BaseException:
            await self._admission.has_fetched(prepared.generation)
            raise
        if self._stopping:
            loaded.release()
            await self._admission.has_fetched(prepared.generation)
            raise ServerStoppingError
        return loaded

    async def _insert_with(self, asked: _Asked, prepared: Prepared, loaded: LoadedImages) -> Begun | None:
        """Its lease begins now: another server would take over what has lain for as long as fetching may take."""
        await self._admission.has_fetched(prepared.generation)
        complete = await self._let_in(asked, with_loaded(prepared, loaded, lease_until=self._clock() + LEASE))
        if complete is None or not await self._insert(asked, complete):
            return None
        return Begun(complete, loaded)

    async def _insert(self, asked: _Asked, prepared: Prepared) -> bool:
        generation, failed = prepared.generation, asked.failed
        stored = await (self._store.try_again(failed, generation) if failed else self._store.insert(generation))
        if not stored:
            other = await self._store.find(generation.user_id, generation.client_key)
            await self._admission.yield_to(generation, other)
        return stored


def _fetches(prepared: Prepared) -> bool:
    return any(choice.images for choice in prepared.generation.choices)
