"""Under load the larger priority of a plan goes first (A12)."""

import asyncio
from dataclasses import replace

import pytest

from models.ids import new_id
from models.subscription import PlanLimits
from services.allowances import Allowances
from services.catalog.models import ModelCatalog
from services.catalog.plan import Plan
from services.catalog.plans import PlanCatalog
from services.chat import ChatRequest, ChatService
from services.chat.errors import ChatFailedError
from services.subscriptions import Plans
from services.subscriptions.plans import PlanInForce
from tests.services.chat.conftest import TOKENS, asking
from tests.support.admission import admission
from tests.support.upstream import answer, chunk
from tests.support.waiting import PATIENCE_SECONDS

LIMITS = PlanLimits(
    requests_per_day=None, tokens_per_month=2**40, max_tokens_per_request=4_000, premium_models=True, priority=0
)


class RankedPlans(Plans):
    """Everybody has the same plan, but for its priority."""

    ranks: dict[str, int]

    async def limits_of(self, user_id: str) -> PlanInForce:
        plan = await super().limits_of(user_id)
        return replace(plan, limits=plan.limits.model_copy(update={"priority": self.ranks.get(user_id, 0)}))


@pytest.fixture
def plans(clock) -> RankedPlans:
    plans = RankedPlans(catalog=PlanCatalog([Plan("free", "Free", LIMITS)]), clock=clock)
    plans.ranks = {}
    return plans


@pytest.fixture
async def chat(upstream, database, ledger, settings, clock, plans):
    """Writes one reply at a time."""
    changed = settings.model_copy(update={"chat_server_running": 1, "chat_queue_seconds": 1})
    catalog = ModelCatalog([asking(upstream)], changed, clock)
    lets_in = admission(changed, clock, allowances=Allowances(plans, changed, clock))
    service = ChatService(ledger, catalog, changed, clock, lets_in)
    yield service
    await service.stop(5)
    await catalog.close()


def say(message: str) -> ChatRequest:
    return ChatRequest(message=message, idempotency_key=new_id("key"))


async def waits(chat: ChatService, number: int) -> None:
    """Return once so many wait for a place."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(chat._running._runner._serving._places._waiting) < number:  # noqa: ASYNC110 - tasks of the service change it
            await asyncio.sleep(0.005)


async def test_the_larger_priority_is_written_next(chat, plans, upstream, new_viewer):
    go_on = asyncio.Event()
    upstream.replies = [[chunk("Hel"), go_on, *answer("lo")], answer("Two."), answer("Three.")]
    ada, bob, pro = [await new_viewer() for _ in range(3)]
    plans.ranks[pro.user_id] = 2
    chats = []
    for number, (viewer, message) in enumerate(((ada, "first"), (bob, "free"), (pro, "pro"))):
        chats.append(asyncio.create_task(chat.complete(viewer, say(message))))
        await (upstream_asked(upstream) if number == 0 else waits(chat, number))
    go_on.set()
    replies = [completed.reply.content for completed in await asyncio.gather(*chats)]
    assert replies == ["Hello", "Three.", "Two."]
    assert [request["messages"][0]["content"] for request in upstream.requests] == ["first", "pro", "free"]


async def test_who_gets_no_place_in_time_fails_and_pays_nothing(chat, upstream, new_viewer, ledger):
    go_on = asyncio.Event()
    upstream.replies = [[chunk("Hel"), go_on, *answer("lo")], answer("Two.")]
    ada, bob = await new_viewer(), await new_viewer()
    first = asyncio.create_task(chat.complete(ada, say("first")))
    await upstream_asked(upstream)
    request = say("second")
    with pytest.raises(ChatFailedError) as refused:
        await chat.complete(bob, request)
    assert (refused.value.code, refused.value.retryable) == ("SERVER_BUSY", True)
    balance = await ledger.balance(bob.wallet_id)
    assert (balance.available, balance.held, balance.lifetime_spent) == (TOKENS, 0, 0)
    go_on.set()
    assert (await first).reply.content == "Hello"
    assert (await chat.complete(bob, request)).reply.content == "Two."


async def upstream_asked(upstream) -> None:
    """Return once the first reply is being written."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not upstream.requests:  # noqa: ASYNC110 - the upstream appends to it
            await asyncio.sleep(0.005)
