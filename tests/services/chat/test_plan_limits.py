"""Limits of plans, as chat meets them (C9)."""

import asyncio

import pytest

from gateways.providers import OfflineProvider
from models.allowance import Allowance
from models.generation import Generation
from models.ids import new_id
from models.model_override import ModelOverride
from services.allowances import Allowances
from services.allowances.errors import DailyLimitError, MonthlyLimitError, PaywallError
from services.catalog.models import ModelCatalog
from services.catalog.plans import load_plans
from services.chat import AskedAttachment, ChatRequest, ChatService
from services.chat.errors import AttachmentRefusedError, ChatFailedError
from services.errors import InvalidInputError
from services.ledger import GrantSource
from services.subscriptions import Plans
from tests.services.chat.conftest import asking
from tests.support.admission import admission
from tests.support.image_host import PNG, image_host, ok
from tests.support.upstream import answer


def say(message: str = "Hello", **more) -> ChatRequest:
    return ChatRequest(**{"message": message, "idempotency_key": new_id("key"), **more})


@pytest.fixture
def limited(ledger, settings, clock, tmp_path):
    """Makes chat services on which everybody is on a free plan of these limits, with the offline provider."""

    def make(provider=None, *, told=settings, **limits) -> ChatService:
        plan = {"requests_per_day": 3, "tokens_per_month": 100_000, "max_tokens_per_request": 300, **limits}
        fields = ", ".join(f'"{name}": {value}' for name, value in plan.items())
        file = tmp_path / "plans.json"
        file.write_text(f'{{"plans": [{{"id": "free", "name": "Free", {fields}}}]}}', "utf-8")
        allowances = Allowances(Plans(catalog=load_plans(file), clock=clock), told, clock)
        catalog = ModelCatalog([provider or OfflineProvider(pause_scale=0.1)], told, clock)
        return ChatService(ledger, catalog, told, clock, admission(told, clock, allowances=allowances))

    return make


async def counts(viewer) -> tuple[int, int, int]:
    row = await Allowance.get(viewer.user_id)
    return int(row.requests), int(row.tokens), len(row.running)


async def test_a_day_of_chats_on_two_servers_at_once_is_as_long_as_the_plans(limited, viewer, ledger, database):
    servers = [limited(), limited()]
    tries = await asyncio.gather(*(server.complete(viewer, say()) for server in servers * 6), return_exceptions=True)
    done = [each for each in tries if not isinstance(each, Exception)]
    assert len(done) == 3
    assert {type(each) for each in tries if isinstance(each, Exception)} == {DailyLimitError}
    cost = sum(each.usage.cost for each in done)
    assert await counts(viewer) == (3, cost, 0)
    assert (await ledger.balance(viewer.wallet_id)).lifetime_spent == cost
    assert await Generation.find({"user_id": viewer.user_id}).count() == 3


async def test_the_same_key_is_one_request(limited, viewer, database):
    chat, request = limited(requests_per_day=1), say()
    results = await asyncio.gather(*(chat.complete(viewer, request) for _ in range(10)))
    assert len({each.reply.id for each in results}) == 1
    assert (await counts(viewer))[0] == 1
    assert (await chat.complete(viewer, request)).reply.id == results[0].reply.id


async def test_a_failed_chat_is_no_request(limited, upstream, viewer, database):
    provider = asking(upstream)
    chat, request = limited(provider, requests_per_day=1), say(model_id="test/model")
    upstream.replies = [[401, ("code", None)], answer("hello")]
    with pytest.raises(ChatFailedError):
        await chat.complete(viewer, request)
    assert await counts(viewer) == (0, 0, 0)
    assert (await chat.complete(viewer, say(model_id="test/model"))).reply.content == "hello"
    await provider.close()


async def test_free_tokens_of_a_month_are_bounded_and_bought_ones_are_not(limited, viewer, ledger, database):
    chat = limited(tokens_per_month=700)
    spent = (await chat.complete(viewer, say())).usage.cost
    assert await counts(viewer) == (1, spent, 0)
    with pytest.raises(MonthlyLimitError):
        await chat.complete(viewer, say("x" * 300))
    assert await Generation.find({"user_id": viewer.user_id}).count() == 1
    await ledger.grant(viewer.wallet_id, "payment:1", source=GrantSource.PURCHASE, amount=5_000)
    assert (await chat.complete(viewer, say("x" * 300))).usage.cost > 0


async def test_a_limit_that_nobody_named_is_lowered_to_what_the_month_has_left(limited, viewer, database):
    chat = limited(tokens_per_month=900, max_tokens_per_request=4_000)
    first = await chat.complete(viewer, say())
    assert first.reply.parameters.max_tokens == 900 - 256 - 5 - 16
    second = await chat.complete(viewer, say())
    assert second.reply.parameters.max_tokens == 900 - first.usage.cost - 256 - 5 - 16
    with pytest.raises(MonthlyLimitError):
        await chat.complete(viewer, say(max_tokens=900))


async def test_a_reply_is_as_long_as_the_plan_allows(limited, viewer, database):
    chat = limited()
    with pytest.raises(InvalidInputError) as refused:
        await chat.complete(viewer, say(max_tokens=301))
    assert refused.value.field == "maxTokens"
    assert (await chat.complete(viewer, say(max_tokens=300))).reply.parameters.max_tokens == 300
    assert (await chat.complete(viewer, say())).reply.parameters.max_tokens == 300


async def test_a_premium_model_is_behind_the_paywall(limited, viewer, ledger, database, clock):
    await ModelOverride(
        id="offline/essay",
        hidden=False,
        premium=True,
        name=None,
        factor_per_mille=None,
        margin_per_mille=None,
        rates=None,
        updated_at=clock(),
    ).insert()
    chat = limited()
    before = await ledger.balance(viewer.wallet_id)
    with pytest.raises(PaywallError):
        await chat.complete(viewer, say(model_id="offline/essay"))
    assert await ledger.balance(viewer.wallet_id) == before
    assert await Allowance.get(viewer.user_id) is None
    assert (await chat.complete(viewer, say(model_id="offline/echo"))).reply.model_id == "offline/echo"


async def test_a_fallback_serves_where_the_plan_has_not_the_model(limited, viewer, database):
    chat = limited()
    request = say(model_id="offline/essay", fallback_models=("offline/echo",))
    completed = await chat.complete(viewer, request)
    assert (completed.reply.model_id, completed.reply.requested_model_id) == ("offline/echo", "offline/essay")


async def test_a_chat_whose_image_cannot_be_had_counts_for_nothing(limited, viewer):
    inside = AskedAttachment("https://10.0.0.1/a.png", "image/png")
    with pytest.raises(AttachmentRefusedError):
        await limited().complete(viewer, say(attachments=(inside,)))
    assert await counts(viewer) == (0, 0, 0)


@pytest.fixture
async def fetching(limited, viewer, settings):
    """One key on two servers with a plan of one request a day: the first leaves, the second still fetches its image."""
    async with image_host() as host:
        arrives = asyncio.Event()
        host.answers["/a.png"] = [arrives, *ok(PNG)]
        told = settings.model_copy(update={"attachment_private_origins": [host.origin]})
        servers = [limited(told=told, requests_per_day=1, tokens_per_month=20_000) for _ in range(2)]
        request = say(attachments=(AskedAttachment(host.url("/a.png"), "image/png"),), max_tokens=100)
        both = []
        for server in servers:
            host.reached.clear()
            both.append(asyncio.create_task(server.complete(viewer, request)))
            await asyncio.wait_for(host.reached.wait(), 10)
        first, second = both
        first.cancel()
        await asyncio.wait({first})
        yield servers[0], second, arrives
        for server in servers:
            await server.stop(5)


async def test_a_chat_counts_though_another_with_its_key_gave_up(fetching, viewer):
    _, second, arrives = fetching
    arrives.set()
    completed = await asyncio.wait_for(second, 10)
    assert await counts(viewer) == (1, completed.usage.cost, 0)


async def test_a_chat_whose_place_was_taken_while_it_fetched_is_not_begun(fetching, viewer):
    server, second, arrives = fetching
    other = await server.complete(viewer, say(max_tokens=10))
    arrives.set()
    with pytest.raises(DailyLimitError):
        await asyncio.wait_for(second, 10)
    assert await counts(viewer) == (1, other.usage.cost, 0)
    assert await Generation.find({"user_id": viewer.user_id}).count() == 1
