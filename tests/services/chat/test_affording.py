"""Chats that the wallet can pay for, or not (C5)."""

import asyncio

import pytest

from gateways.providers import OfflineProvider
from models.generation import Generation
from services.catalog.models import ModelCatalog
from services.chat import ChatService
from services.ledger import GrantSource
from services.ledger.errors import InsufficientTokensError, WalletInDebtError
from tests.services.chat.calls import all_events, say, untouched
from tests.services.chat.conftest import TOKENS
from tests.support.admission import admission


async def test_too_few_tokens_are_told_and_nothing_is_held(chat, new_viewer, ledger, upstream):
    viewer = await new_viewer(4_000)
    request = say(max_tokens=4_000)
    with pytest.raises(InsufficientTokensError) as caught:
        await chat.complete(viewer, request)
    assert (caught.value.required, caught.value.available) == (256 + 5 + 16 + 4_000, 4_000)
    assert await untouched(ledger, viewer, 4_000)
    completed = await chat.complete(viewer, say(max_tokens=10))
    assert (completed.reply.finish_reason, completed.usage.output_tokens <= 10) == ("length", True)


async def test_a_limit_that_nobody_named_is_lowered_to_what_the_wallet_affords(chat, new_viewer, ledger):
    viewer = await new_viewer(256 + 5 + 16 + 300)
    request = say()
    events = await all_events(chat, viewer, request)
    assert events[0].held_tokens == 256 + 5 + 16 + 300
    assert events[-1].reply.parameters.max_tokens == 300
    await ledger.grant(viewer.wallet_id, "test:more", source=GrantSource.ADMIN, amount=TOKENS)
    again = await chat.complete(viewer, request)
    assert (again.reply, again.balance) == (events[-1].reply, events[-1].balance)


async def test_below_the_shortest_reply_it_is_refused(chat, new_viewer, ledger):
    viewer = await new_viewer(256 + 5 + 16 + 255)
    with pytest.raises(InsufficientTokensError) as caught:
        await chat.complete(viewer, say())
    assert (caught.value.required, caught.value.available) == (256 + 5 + 16 + 256, 256 + 5 + 16 + 255)
    assert await untouched(ledger, viewer, 256 + 5 + 16 + 255)
    assert (await chat.complete(viewer, say(max_tokens=255))).reply.parameters.max_tokens == 255


async def test_a_chat_that_cannot_be_paid_leaves_nothing_behind(chat, new_viewer, ledger):
    viewer = await new_viewer(10)
    with pytest.raises(InsufficientTokensError):
        await chat.complete(viewer, say("x" * 10_000))
    await ledger.revoke(viewer.wallet_id, "test:back", reference="unknown", amount=1_000)
    with pytest.raises(WalletInDebtError):
        await chat.complete(viewer, say("x" * 10_000))
    assert await Generation.find({"user_id": viewer.user_id}).count() == 0


async def test_one_key_at_once_with_tokens_for_one_chat_runs_once(chat, new_viewer, ledger):
    """Whoever comes second finds no tokens, since the first holds them, and still gets the first one's reply."""
    viewer = await new_viewer(256 + 5 + 16 + 300)
    request = say()
    results = await asyncio.gather(*(chat.complete(viewer, request) for _ in range(30)))
    assert len({result.reply.id for result in results}) == 1
    assert (await ledger.balance(viewer.wallet_id)).lifetime_spent == results[0].usage.cost


async def test_the_same_key_works_once_there_are_tokens(chat, new_viewer, ledger):
    viewer = await new_viewer(10)
    request = say()
    for _ in range(2):
        with pytest.raises(InsufficientTokensError):
            await chat.complete(viewer, request)
    await ledger.grant(viewer.wallet_id, "test:more", source=GrantSource.ADMIN, amount=TOKENS)
    assert (await chat.complete(viewer, request)).usage.cost > 0


async def test_free_models_can_cost_nothing(viewer, ledger, settings, clock, database):
    generous = settings.model_copy(update={"free_models_cost_tokens": False})
    catalog = ModelCatalog([OfflineProvider(pause_scale=0)], generous, clock)
    completed = await ChatService(ledger, catalog, generous, clock, admission(generous, clock)).complete(viewer, say())
    assert completed.usage.cost == 0
    assert await untouched(ledger, viewer)
