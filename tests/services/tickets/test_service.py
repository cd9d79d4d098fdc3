"""Tickets from a description to a stored, charged document (C10)."""

import asyncio
import json

import pytest

from models.generation import Generation
from models.ids import new_id
from models.message import Message
from models.ticket import Ticket
from services.catalog.models import ModelCatalog
from services.chat import ChatService
from services.chat.errors import ChatFailedError
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import IdempotencyConflictError, InsufficientTokensError
from services.tickets import Tickets
from services.tickets.form import MOST_ASKED_CHARACTERS, PREFERRED_MODEL, TICKET
from tests.services.chat.conftest import TOKENS, asking, new_viewer, upstream, viewer  # noqa: F401  fixtures
from tests.services.tickets.test_form import VALUES
from tests.support.admission import admission
from tests.support.upstream import answer

GOOD = json.dumps(VALUES)


@pytest.fixture
async def tickets(upstream, ledger, settings, clock):  # noqa: F811
    """Tickets that the raw upstream writes."""
    catalog = ModelCatalog([asking(upstream)], settings, clock)
    chat = ChatService(ledger, catalog, settings, clock, admission(settings, clock), [TICKET])
    yield Tickets(chat, settings, clock, signing_secret="s" * 32)
    await chat.stop(5)
    await catalog.close()


async def make(tickets, viewer, description="Users want a dark mode", key=None, model_id=None):  # noqa: F811
    return await tickets.generate(viewer, description, idempotency_key=key or new_id("key"), model_id=model_id)


async def spent(ledger, viewer) -> tuple[int, int]:  # noqa: F811
    balance = await ledger.balance(viewer.wallet_id)
    return balance.lifetime_spent, balance.held


async def test_a_ticket_is_asked_for_by_a_strict_schema_and_charged_by_usage(tickets, upstream, viewer, ledger):  # noqa: F811
    upstream.replies = [answer(GOOD, prompt=200, completion=50)]
    made = await make(tickets, viewer)
    assert {name: getattr(made.ticket, name) for name in VALUES} == VALUES
    assert (made.ticket.asked, made.usage.cost) == ("Users want a dark mode", 250)
    assert made.balance.available == TOKENS - 250
    assert await spent(ledger, viewer) == (250, 0)
    (request,) = upstream.requests
    form = request["response_format"]
    assert (form["type"], form["json_schema"]["strict"]) == ("json_schema", True)
    assert form["json_schema"]["schema"]["required"] == list(VALUES)
    assert [turn["role"] for turn in request["messages"]] == ["system", "user"]
    posted = await ledger.find(
        viewer.wallet_id, f"end:{(await Generation.find_one({'user_id': viewer.user_id})).hold_id}"
    )
    assert (posted.usage.kind, posted.usage.conversation_id, posted.usage.message_id) == (
        "ticket",
        None,
        made.ticket.id,
    )
    assert await Message.find({"user_id": viewer.user_id}).count() == 0
    generation = await Generation.find_one({"user_id": viewer.user_id})
    assert (generation.message, generation.result.text) == (None, None)


async def test_an_answer_of_another_form_is_asked_for_once_more(tickets, upstream, viewer, ledger):  # noqa: F811
    upstream.replies = [answer("Sure! A dark mode."), answer(GOOD, prompt=300, completion=60)]
    made = await make(tickets, viewer)
    assert made.ticket.title == VALUES["title"]
    assert await spent(ledger, viewer) == (360, 0)  # of the answer that was delivered, and no other
    again = upstream.requests[1]["messages"]
    assert [turn["role"] for turn in again] == ["system", "user", "assistant", "user"]
    assert again[2]["content"] == "Sure! A dark mode."
    assert "It is not JSON." in again[3]["content"]


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ([answer("no"), answer(json.dumps({**VALUES, "title": ""}))], "STRUCTURE_INVALID"),
        ([answer(""), answer("")], "STRUCTURE_INVALID"),
        ([answer("no"), [401, ("code", None)]], "PROVIDER_AUTH"),
    ],
)
async def test_what_fails_costs_nothing(tickets, upstream, viewer, ledger, replies, code):  # noqa: F811
    upstream.replies = replies
    with pytest.raises(ChatFailedError) as failed:
        await make(tickets, viewer)
    assert failed.value.code == code
    assert len(upstream.requests) == 2
    assert await spent(ledger, viewer) == (0, 0)
    assert await Ticket.find({"user_id": viewer.user_id}).count() == 0


async def test_the_same_key_gives_the_same_ticket_charged_once(tickets, upstream, viewer, ledger):  # noqa: F811
    upstream.replies = [answer(GOOD, prompt=200, completion=50)]
    key = new_id("key")
    made = await asyncio.gather(*(make(tickets, viewer, key=key) for _ in range(10)))
    made.append(await make(tickets, viewer, key=key))
    assert len({each.ticket.id for each in made}) == 1
    assert {each.balance.available for each in made} == {TOKENS - 250}
    assert await spent(ledger, viewer) == (250, 0)
    with pytest.raises(IdempotencyConflictError):
        await make(tickets, viewer, "Another", key=key)


async def test_a_failed_ticket_can_be_tried_again_with_its_key(tickets, upstream, viewer):  # noqa: F811
    upstream.replies = [answer("no"), answer("no"), answer(GOOD)]
    key = new_id("key")
    with pytest.raises(ChatFailedError):
        await make(tickets, viewer, key=key)
    assert (await make(tickets, viewer, key=key)).ticket.title == VALUES["title"]


async def test_the_preferred_model_is_asked_where_it_is_listed(tickets, upstream, viewer):  # noqa: F811
    upstream.models = [{"id": "test/model"}, {"id": PREFERRED_MODEL}]
    upstream.replies = [answer(GOOD)]
    assert (await make(tickets, viewer)).ticket.model_id == PREFERRED_MODEL
    assert (await make(tickets, viewer, model_id="test/model")).ticket.model_id == "test/model"


@pytest.mark.parametrize("description", ["", "  ", "x" * (MOST_ASKED_CHARACTERS + 1), "a\x00"])
async def test_a_description_is_bounded(tickets, upstream, viewer, description):  # noqa: F811
    with pytest.raises(InvalidInputError):
        await make(tickets, viewer, description)
    assert upstream.requests == []


async def test_too_few_tokens_hold_nothing(tickets, upstream, new_viewer, ledger):  # noqa: F811
    poor = await new_viewer(100)
    with pytest.raises(InsufficientTokensError):
        await make(tickets, poor)
    assert await spent(ledger, poor) == (0, 0)


async def test_anothers_ticket_is_not_there(tickets, upstream, viewer, new_viewer):  # noqa: F811
    upstream.replies = [answer(GOOD)]
    made = await make(tickets, viewer)
    with pytest.raises(NotFoundError):
        await tickets.find((await new_viewer()).user_id, made.ticket.id)
