"""Runs one generation: hold, stream, settle. It is a task of its own, whoever watches or goes away."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from pymongo.errors import PyMongoError

from gateways.providers import ChatProvider
from models.conversation import Conversation
from models.generation import Generation, GenerationFailure, GenerationResult, ModelChoice
from services.chat.errors import ChatFailedError, ChatStillRunningError
from services.chat.events import ChatStarted
from services.chat.finisher import Finisher
from services.chat.generations import GenerationStore
from services.chat.leases import HOLD, LEASE, Heartbeat
from services.chat.live import LiveGeneration
from services.chat.outcome import judge
from services.chat.outcome_log import routes_besides
from services.chat.places import Places
from services.chat.routes import Route
from services.chat.serving import Serving
from services.clock import Clock
from services.errors import TokentillError
from services.ledger import Ledger
from services.ledger.errors import IdempotencyConflictError, UnknownOutcomeError
from services.ledger.keys import client_key
from services.sharing import Access, conversation_for
from services.teams.access import membership

__all__ = ["GenerationRunner"]

log = structlog.get_logger(__name__)

_ATTEMPTS = 5
_FIRST_PAUSE_SECONDS = 0.2

Result = TypeVar("Result")


class GenerationRunner:
    """One for a process; `run` is the body of a generation's task."""

    def __init__(
        self,
        store: GenerationStore,
        ledger: Ledger,
        finisher: Finisher,
        clock: Clock,
        *,
        provider_of: Callable[[str], ChatProvider],
        timeout_seconds: float,
        drain_seconds: float,
        record_seconds: float,
        places: Places,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._finisher = finisher
        self._heartbeat = Heartbeat(store, ledger, clock)
        self._clock = clock
        self._serving = Serving(
            provider_of,
            timeout_seconds=timeout_seconds,
            drain_seconds=drain_seconds,
            record_seconds=record_seconds,
            places=places,
        )
        self.hurry = self._serving.hurry

    async def run(self, live: LiveGeneration, routes: list[Route], conversation: Conversation, rank: int) -> None:
        """Bring the generation to its end by the first of `routes` that serves; the larger `rank` is served first.

        Never raises: watchers are told; what stays open is recovered later.
        """
        try:
            await self._hold(live)
            live.start(ChatStarted.of(conversation, live.generation))
            await self._generate(live, routes, rank)
        except TokentillError as error:
            live.fail(error)
        except PyMongoError as error:
            log.warning("generation_left_to_recovery", generation=live.generation.id, error=type(error).__name__)
            live.fail(ChatStillRunningError())
        except Exception as error:
            log.exception("generation_crashed", generation=live.generation.id)
            live.fail(error)

    async def _hold(self, live: LiveGeneration) -> None:
        """Reserve the most that it can cost. A refusal, or access lost, ends it; the same key may begin it again."""
        generation = live.generation
        key = client_key("chat", generation.client_key)
        if generation.attempt > 1:  # `#` is no character of a client's key
            key = f"{key}#{generation.attempt}"
        try:
            await self._persistently(lambda: _check_access(generation))
            try:
                await self._hold_under(key, generation)
            except IdempotencyConflictError:
                # Under this key a generation held tokens that has failed, and was removed with time.
                await self._hold_under(f"{key}#{generation.hold_id}", generation)
        except TokentillError as error:
            live.fail(error)  # at once: what follows may take long
            failure = GenerationFailure(code=error.code, message=error.message, retryable=True)
            if isinstance(error, UnknownOutcomeError):
                await self._release(generation, failure)
            else:
                await self._finisher.refuse(generation, failure)
            raise

    async def _hold_under(self, key: str, generation: Generation) -> None:
        await self._ledger.hold(
            generation.wallet_id,
            key,
            hold_id=generation.hold_id,
            amount=generation.held,
            expires_at=self._clock() + HOLD,
            request={"input": generation.input_hash, "hold": generation.hold_id},
        )

    async def _generate(self, live: LiveGeneration, routes: list[Route], rank: int) -> None:
        heartbeat = asyncio.create_task(self._heartbeat.keep(live))
        try:
            served = await self._serving.serve(live, routes, rank)
        finally:
            heartbeat.cancel()
            live.ending()
        choice = served.route.choice
        judged = judge(
            choice, served.route.turns, live.text, served.ending, held=live.generation.held, now=self._clock()
        )
        if isinstance(judged, GenerationFailure):
            failure = judged.model_copy(update={"failed_routes": routes_besides(served.failed, judged.code)})
            await self._release(live.generation, failure)
            raise ChatFailedError(failure)
        measured = {
            "failed_routes": served.failed, "first_text_ms": served.first_text_ms, "whole_ms": served.whole_ms,
        }  # fmt: skip
        await self._settle(live, judged.model_copy(update=measured), choice)

    async def _settle(self, live: LiveGeneration, result: GenerationResult, served_by: ModelChoice) -> None:
        settling = await self._persistently(
            lambda: self._store.to_settling(live.generation, result, served_by, self._clock() + LEASE)
        )
        if settling is None:
            raise ChatStillRunningError  # the lease was lost: another server decides now
        log.info(
            "chat_generated",
            generation=settling.id,
            model=settling.model_id,
            requested_model=settling.requested_model_id,
            provider=settling.provider,
            finish_reason=result.finish_reason,
            counted_by=result.counted_by,
            usage_flag=result.usage_flag,
            cost=result.usage.cost,
            held=settling.held,
        )
        live.complete(await self._persistently(lambda: self._finisher.settle(settling)))

    async def _release(self, generation: Generation, failure: GenerationFailure) -> None:
        log.info("chat_failed", generation=generation.id, model=generation.model_id, code=failure.code)
        releasing = await self._persistently(
            lambda: self._store.to_releasing(generation, failure, self._clock() + LEASE)
        )
        if releasing is not None:
            await self._persistently(lambda: self._finisher.release(releasing, failure))

    async def _persistently(self, step: Callable[[], Awaitable[Result]]) -> Result:
        """Try a step that may be repeated again while the database or the ledger is away, for some seconds."""
        pause = _FIRST_PAUSE_SECONDS
        for _ in range(_ATTEMPTS - 1):
            try:
                return await step()
            except (PyMongoError, TokentillError) as error:
                if isinstance(error, TokentillError) and not error.retryable:
                    raise
                log.warning("generation_step_failed", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause *= 2
        return await step()


async def _check_access(generation: Generation) -> None:
    """Raise what `conversation_for` does where its user may not write in its conversation any more, or pay by its team.

    Whoever ends access, removes the conversation, or takes somebody out of the team, marks what is stored as running.
    One that was being prepared then was not stored yet, so that its access is read once more when it is.
    """
    if generation.team_id is not None:
        await membership(generation.user_id, generation.team_id)
    if not generation.opens_conversation:
        await conversation_for(generation.user_id, generation.conversation_id, Access.WRITE)
