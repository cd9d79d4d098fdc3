"""Chat's front door. A generation runs apart from whoever asked for it; a key names it for ever."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import aclosing

from models.generation import Generation, GenerationFailure, GenerationStatus
from services.catalog.models import ModelCatalog
from services.chat.admission import Admission
from services.chat.beginning import Beginning
from services.chat.errors import (
    ChatFailedError,
    ChatStillRunningError,
    ChatUnavailableError,
)
from services.chat.events import ChatCompleted, ChatEvent
from services.chat.finisher import Finisher
from services.chat.following import Following
from services.chat.generations import GenerationStore
from services.chat.leases import LEASE
from services.chat.live import ENDING_SECONDS, LiveGeneration
from services.chat.patience import beats, soon
from services.chat.places import Places
from services.chat.preparation import Preparation
from services.chat.recovery import Recovery
from services.chat.relay import Relay
from services.chat.relay_store import RelayStore
from services.chat.request import ChatRequest, may_begin_again
from services.chat.runner import GenerationRunner
from services.chat.running import Running
from services.chat.stored_events import stored_events
from services.chat.structure import Structure
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.ledger.keys import client_key
from services.sharing import Access, conversation_for
from settings import Settings

__all__ = ["ChatService"]

_away_is_unavailable = database_errors_become(ChatUnavailableError)

_FIRST_POLL_SECONDS = 0.05
_LONGEST_POLL_SECONDS = 1.0
_READ_SECONDS = 4.0
"""For the stored reply, after whatever was waited for before."""


class ChatService:
    """One for a process."""

    def __init__(
        self,
        ledger: Ledger,
        catalog: ModelCatalog,
        settings: Settings,
        clock: Clock,
        admission: Admission,
        structures: Sequence[Structure] = (),
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._store = GenerationStore()
        preparation = Preparation(catalog, admission, settings, clock)
        self._beginning = Beginning(self._store, ledger, preparation, admission, settings, clock)
        self._finisher = Finisher(self._store, ledger, clock, admission, structures)
        self._recovery = Recovery(self._store, self._finisher, clock)
        runner = GenerationRunner(
            self._store,
            ledger,
            self._finisher,
            clock,
            provider_of=catalog.provider,
            timeout_seconds=settings.chat_timeout_seconds,
            drain_seconds=settings.chat_drain_seconds,
            record_seconds=settings.chat_usage_record_seconds,
            places=Places(settings.chat_server_running, wait_seconds=settings.chat_queue_seconds),
        )
        relayed = RelayStore()
        self._running = Running(runner, Relay(relayed, clock))
        self._following = Following(self._store, relayed, self._finisher, self._recovery, clock)

    async def complete(
        self, viewer: Viewer, request: ChatRequest, *, take_long: Callable[[], None] = lambda: None
    ) -> ChatCompleted:
        """The stored reply to `request`; the same key gives the same one again.

        Raises InvalidInputError, NotFoundError, IdempotencyConflictError, the catalogue's and the ledger's errors
        (InsufficientTokensError above all), PromptTooLongError, and ChatFailedError, after which nothing is charged.
        `take_long` is called once the caller waits for the model, and no more for the database.
        """
        loop = asyncio.get_running_loop()
        asked = loop.time()

        def no_database() -> None:
            nonlocal asked
            asked = loop.time()
            take_long()

        found = await self._begin_or_find(viewer, request, no_database)
        if isinstance(found, LiveGeneration):
            with found.being_read():
                await found.started(min(loop.time() - asked, ENDING_SECONDS))
                take_long()
                return await found.completed(min(loop.time() - asked, ENDING_SECONDS))
        return await soon(self._stored(found), loop.time() + _READ_SECONDS)

    async def stream(
        self, viewer: Viewer, request: ChatRequest, after_index: int = 0, after_attempt: int | None = None
    ) -> AsyncGenerator[ChatEvent, None]:
        """Started, the text from offset `after_index` on, completed, on whichever server it is written.

        The generation goes on when the caller leaves; the same key attaches to it again. Where `after_index` belongs to
        another attempt than the one that is found (`after_attempt`, the first unless said), all of its text is sent.
        Raises what `complete` does.
        """
        if after_index < 0:
            raise InvalidInputError("afterIndex", "must be 0 or more")
        told = False
        while True:
            found = await self._begin_or_find(viewer, request, follows=True)
            generation = found.generation if isinstance(found, LiveGeneration) else found
            index = after_index if generation.attempt == (after_attempt or 1) else 0
            try:
                async with aclosing(self._events(found, index)) as events:
                    async for event in events:
                        told = True
                        yield event
            except ChatFailedError as error:
                if told or not error.retryable or isinstance(found, LiveGeneration):
                    raise  # else nobody has seen anything of the attempt that failed elsewhere: begin it again here
            else:
                return

    @_away_is_unavailable
    async def cancel(self, viewer: Viewer, idempotency_key: str) -> None:
        """End a running generation early, on whichever server it runs; what it delivered is stored and charged.

        It ends some seconds later where it runs on another server. Raises NotFoundError when none of the viewer's runs
        under the key, be it that it has ended, and InvalidInputError for what is no key.
        """
        client_key("chat", idempotency_key)
        if not await self._store.ask_to_cancel(viewer.user_id, idempotency_key):
            raise NotFoundError("running chat")
        wanted = (viewer.user_id, idempotency_key)
        self._running.end_those(lambda generation: (generation.user_id, generation.client_key) == wanted)

    def running_users(self) -> set[str]:
        """The ids of those for whom this process has a generation running."""
        return self._running.users()

    def stop_those_of(self, user_ids: Collection[str]) -> None:
        """End the running generations of these users early; what they delivered is stored and charged."""
        self._running.end_those(lambda generation: generation.user_id in user_ids)

    async def recover(self, limit: int) -> int:
        """Finish up to `limit` generations that a crash left; to be called now and then."""
        return await self._recovery.recover(limit)

    async def recover_all(self, seconds: float) -> int:
        """Finish every generation that a crash left, as far as it takes no more than `seconds`."""
        return await self._recovery.recover_all(seconds)

    async def stop(self, grace_seconds: float) -> None:
        """Take no new work, let running replies end within the grace, then cut, charge and store the rest."""
        self._beginning.stop()
        self._following.close()
        await self._running.stop(grace_seconds)
        await self._beginning.close()

    async def _events(self, found: LiveGeneration | Generation, after_index: int) -> AsyncGenerator[ChatEvent, None]:
        if isinstance(found, LiveGeneration):
            events = found.events(after_index)
        elif found.status is GenerationStatus.DONE:
            events = stored_events(found, await self._stored(found), after_index)
        else:
            events = self._following.events(found, after_index)
        async with aclosing(events):
            async for event in events:
                yield event

    @_away_is_unavailable
    async def _stored(self, ended: Generation) -> ChatCompleted:
        return await self._finisher.completed(ended)

    @_away_is_unavailable
    async def _begin_or_find(
        self,
        viewer: Viewer,
        request: ChatRequest,
        take_long: Callable[[], None] = lambda: None,
        *,
        follows: bool = False,
    ) -> LiveGeneration | Generation:
        request.check(most_characters=self._settings.chat_max_message_characters)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._settings.chat_timeout_seconds + LEASE.total_seconds()
        patience = loop.time() + ENDING_SECONDS
        pause = _FIRST_POLL_SECONDS
        known: Generation | None = None

        def no_database() -> None:
            nonlocal patience
            patience = loop.time() + ENDING_SECONDS
            take_long()

        while loop.time() < deadline:
            stored = await soon(self._store.find(viewer.user_id, request.idempotency_key), patience)
            if stored is None or may_begin_again(stored, request):
                begun = await self._begin(viewer, request, stored, patience, no_database)
                if begun is not None:
                    return begun
                continue  # another caller with this key was faster
            if stored.owner_id is not None:  # who has lost access reads nothing there any more, by no key
                await soon(conversation_for(viewer.user_id, stored.conversation_id, Access.READ), patience)
            found = self._found(stored)
            if found is not None:
                return found
            if follows and stored.lease_until is not None and stored.lease_until >= self._clock():
                return stored
            take_long()
            if known is not None and beats(known, stored):
                patience = loop.time() + ENDING_SECONDS  # the model still writes
            known = stored
            if stored.lease_until is not None and stored.lease_until < self._clock():
                await soon(self._recovery.recover_one(stored, self._clock()), patience)
            else:
                await soon(asyncio.sleep(pause), patience)
                pause = min(2 * pause, _LONGEST_POLL_SECONDS)
        raise ChatStillRunningError

    def _found(self, stored: Generation) -> LiveGeneration | Generation | None:
        """What can be given at once; None while it runs on another server."""
        if stored.status is GenerationStatus.DONE:
            return stored
        if stored.status is GenerationStatus.FAILED:
            raise ChatFailedError(stored.failure or GenerationFailure(code="CHAT_FAILED", message="", retryable=False))
        return self._running.find(stored.id)

    async def _begin(
        self,
        viewer: Viewer,
        request: ChatRequest,
        failed: Generation | None,
        patience: float,
        take_long: Callable[[], None],
    ) -> LiveGeneration | None:
        """Start the generation; None when another caller has started it."""
        self._running.check_room()
        begun = await self._beginning.begin(viewer, request, failed, patience=patience, take_long=take_long)
        if begun is None:
            return None
        return self._running.start(begun.prepared, at_end=None if begun.images is None else begun.images.release)
