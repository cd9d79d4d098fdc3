"""Tickets whose server died: released, or charged and stored, once; and what the plan counts of them (C9, C10)."""

import asyncio
import json

import pytest

from models.allowance import Allowance
from models.generation import Generation, GenerationResult, GenerationStatus
from models.ids import new_id
from models.message import CompletionUsage
from models.ticket import Ticket
from services.allowances import Allowances
from services.catalog.models import ModelCatalog
from services.catalog.plans import load_plans
from services.chat import ChatRequest, ChatService
from services.chat.generations import GenerationStore
from services.subscriptions import Plans
from services.tickets.form import TICKET
from tests.services.chat.conftest import TOKENS, asking, new_viewer, upstream, viewer  # noqa: F401  fixtures
from tests.services.tickets.test_form import VALUES
from tests.support.admission import admission
from tests.support.upstream import HANG, chunk
from tests.support.waiting import wait_until

COST = 15


@pytest.fixture
async def servers(upstream, ledger, settings, clock, database):  # noqa: F811
    """Three servers that make tickets under the free plan."""
    await Generation.delete_all()
    catalog = ModelCatalog([asking(upstream)], settings, clock)
    allowances = Allowances(Plans(catalog=load_plans(None), clock=clock), settings, clock)
    lets_in = admission(settings, clock, allowances=allowances)
    made = [ChatService(ledger, catalog, settings, clock, lets_in, [TICKET]) for _ in range(3)]
    yield made
    for service in made:
        await service.stop(5)
    await catalog.close()


async def crashed(service: ChatService, upstream, viewer) -> Generation:  # noqa: F811
    """A ticket whose server died while the model wrote."""
    upstream.replies = [[chunk("{"), HANG]]
    request = ChatRequest(message="Dark mode", idempotency_key=new_id("key"), structure=TICKET)
    caller = asyncio.create_task(service.complete(viewer, request))
    await asyncio.to_thread(wait_until, lambda: upstream.requests)
    tasks = list(service._running._tasks.values())
    for task in (*tasks, caller):
        task.cancel()
    await asyncio.wait([*tasks, caller])
    found = await Generation.find_one({"user_id": viewer.user_id})
    assert found is not None
    assert (found.status, found.purpose) == (GenerationStatus.RUNNING, "ticket")
    row = await Allowance.get(viewer.user_id)
    assert (int(row.requests), int(row.tokens), len(row.running)) == (1, int(found.held), 1)
    return found


async def counted(viewer) -> tuple[int, int, int]:  # noqa: F811
    row = await Allowance.get(viewer.user_id)
    return int(row.requests), int(row.tokens), len(row.running)


async def test_one_that_was_being_written_is_released_and_counts_for_nothing(servers, upstream, viewer, ledger, clock):  # noqa: F811
    await crashed(servers[0], upstream, viewer)
    clock.move(seconds=31)
    assert sum(await asyncio.gather(*(server.recover(10) for server in servers))) == 1
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.held, balance.lifetime_spent) == (TOKENS, 0, 0)
    assert await counted(viewer) == (0, 0, 0)
    assert await Ticket.find({"user_id": viewer.user_id}).count() == 0


async def test_one_that_was_final_is_charged_stored_and_counted_once(servers, upstream, viewer, ledger, clock):  # noqa: F811
    generation = await crashed(servers[0], upstream, viewer)
    usage = CompletionUsage(
        input_tokens=10, output_tokens=5, cache_read_tokens=0, cache_write_tokens=0, reasoning_tokens=0, cost=COST
    )
    result = GenerationResult(
        text=json.dumps(VALUES), finish_reason="stop", usage=usage, counted_by="provider", at=clock()
    )
    assert await GenerationStore().to_settling(generation, result, generation.choices[0], clock())
    clock.move(seconds=31)
    assert sum(await asyncio.gather(*(server.recover(10) for server in servers))) == 1
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.held, balance.lifetime_spent) == (0, COST)
    assert await counted(viewer) == (1, COST, 0)
    ticket = await Ticket.get(generation.reply_id)
    assert ({name: getattr(ticket, name) for name in VALUES}, int(ticket.usage.cost)) == (VALUES, COST)
