"""Begins a generation: everything from the request to the stored row, before tokens are held.

The user's plan counts the chat before its images are fetched, so that nobody has more fetched at a time than chats may
run. Whatever refuses it gives that back, and stores nothing.
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
from services.chat.live import ENDING_SECONDS
from services.chat.patience import soon
from services.chat.preparation import Preparation, Prepared, with_loaded
from services.chat.request import ChatRequest
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.ledger.errors import InsufficientTokensError, WalletInDebtError
from settings import Settings

__all__ = ["Beginning", "Begun"]


@dataclass(frozen=True, slots=True)
class Begun:
    """A stored generation that runs as soon as somebody runs it."""

    prepared: Prepared
    images: LoadedImages | None
    """To be released when it has ended."""


class Beginning:
    """One for a process."""

    def __init__(
        self,
        store: GenerationStore,
        ledger: Ledger,
        preparation: Preparation,
        admission: Admission,
        settings: Settings,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._preparation = preparation
        self._admission = admission
        self._images = Images.from_settings(settings)
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
        prepared = await soon(self._let_in(viewer, request, failed), patience)
        if prepared is None:
            return None
        generation, loaded = prepared.generation, None
        if any(choice.images for choice in generation.choices):
            take_long()
            loaded = await self._load(prepared)
            take_long()
            patience = asyncio.get_running_loop().time() + ENDING_SECONDS
            prepared = with_loaded(prepared, generation, loaded)
        try:
            stored = await soon(self._insert(prepared.generation, failed), patience)
        except BaseException:
            _release(loaded)
            raise
        if not stored:
            _release(loaded)
            return None
        return Begun(prepared, loaded)

    def stop(self) -> None:
        """From now on begin nothing."""
        self._stopping = True

    async def close(self) -> None:
        """Fetch nothing more."""
        await self._images.close()

    async def _let_in(self, viewer: Viewer, request: ChatRequest, failed: Generation | None) -> Prepared | None:
        prepared = await self._preparation.prepare(viewer, request, failed)
        try:
            balance = await self._ledger.balance(viewer.wallet_id)
            generation = fit_to_balance(prepared.generation, balance, asked=request.max_tokens)
            generation = await self._admission.let_in(generation, prepared.plan, balance, asked=request.max_tokens)
        except (InsufficientTokensError, WalletInDebtError, AllowanceError):
            if await self._store.has_changed(viewer.user_id, request.idempotency_key, failed):
                return None  # another caller with this key is what was let in, or holds what is missing
            raise
        return replace(prepared, generation=generation)

    async def _load(self, prepared: Prepared) -> LoadedImages:
        own = prepared.routes[0].turns[-1].images
        earlier = [image for route in prepared.routes for turn in reversed(route.turns[:-1]) for image in turn.images]
        try:
            loaded = await self._images.load(own, earlier)
        except BaseException:
            await self._yield(prepared.generation)
            raise
        if self._stopping:
            loaded.release()
            await self._yield(prepared.generation)
            raise ServerStoppingError
        return loaded

    async def _insert(self, generation: Generation, failed: Generation | None) -> bool:
        stored = await (self._store.try_again(failed, generation) if failed else self._store.insert(generation))
        if not stored:
            await self._yield(generation)
        return stored

    async def _yield(self, generation: Generation) -> None:
        other = await self._store.find(generation.user_id, generation.client_key)
        await self._admission.yield_to(generation, other)


def _release(loaded: LoadedImages | None) -> None:
    if loaded is not None:
        loaded.release()
