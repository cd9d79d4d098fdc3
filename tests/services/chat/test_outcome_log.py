"""How each attempt ended is written down once, with what it took and what it cost (F3)."""

import pytest

from models.chat_outcome import ChatOutcome
from models.generation import Generation
from services.chat.errors import ChatFailedError
from services.latency_bins import LAST_BIN
from services.ledger.errors import InsufficientTokensError
from tests.services.chat.calls import say, stored
from tests.support.upstream import answer, chunk


async def outcomes(viewer) -> list[ChatOutcome]:
    return await ChatOutcome.find({"user_id": viewer.user_id}).sort("_id").to_list()


async def test_a_reply_is_measured(chat_with, upstream, viewer, clock):
    upstream.replies = [answer("Hi", prompt=10, completion=5)]
    request = say(model_id="test/model")
    await chat_with().complete(viewer, request)
    generation = await stored(viewer, request)
    (outcome,) = await outcomes(viewer)
    assert (outcome.id, outcome.at, outcome.state) == (f"{generation.id}.1", clock.now, "done")
    assert (outcome.provider, outcome.model_id, outcome.code) == ("openai", "test/model", None)
    assert (outcome.input_tokens, outcome.output_tokens, outcome.cost) == (10, 5, 15)
    assert 0 <= outcome.first_text_bin <= outcome.whole_bin < LAST_BIN
    assert (outcome.provider_nanodollars, outcome.charged_nanodollars) == (None, None)
    assert not outcome.broke_off


async def test_a_failure_stays_counted_when_its_key_is_tried_again(chat_with, upstream, viewer):
    upstream.replies = [[500], [500], [500], answer("Hi", prompt=10, completion=5)]
    chat, request = chat_with(), say(model_id="test/model")
    with pytest.raises(ChatFailedError):
        await chat.complete(viewer, request)
    await chat.complete(viewer, request)
    first, second = await outcomes(viewer)
    assert (first.state, first.code, first.cost) == ("failed", "PROVIDER_UNAVAILABLE", 0)
    assert (second.state, second.id) == ("done", first.id.removesuffix("1") + "2")
    assert await Generation.find({"user_id": viewer.user_id}).count() == 1


async def test_a_reply_that_breaks_off_is_one_all_the_same(chat_with, upstream, viewer):
    upstream.replies = [[chunk("Hello wo"), None]]
    await chat_with().complete(viewer, say(model_id="test/model"))
    (outcome,) = await outcomes(viewer)
    assert (outcome.state, outcome.broke_off, outcome.whole_bin) == ("done", True, None)


async def test_what_the_wallet_refuses_was_asked_of_no_model(chat_with, upstream, new_viewer):
    poor = await new_viewer(1)
    with pytest.raises(InsufficientTokensError):
        await chat_with().complete(poor, say(model_id="test/model"))
    found = await outcomes(poor)
    assert [(each.state, each.code) for each in found] in ([], [("refused", "INSUFFICIENT_TOKENS")])
    assert upstream.requests == []
