"""Every charge can be worked out again from its stored usage and price version (C8)."""

import random

import pytest

from gateways.providers import OfflineProvider, TokenCounts
from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from models.ids import new_id
from models.ledger_entry import LedgerEntry
from models.model_override import ModelOverride
from models.price_version import PriceVersion
from services.admin.actions import AdminActions
from services.catalog.errors import ModelNotPricedError
from services.catalog.models import ModelCatalog
from services.catalog.override_editing import ModelOverrides
from services.catalog.price_basis import Basis, PriceBasis, rates_of
from services.catalog.pricing import Rates
from services.chat import ChatRequest, ChatService
from services.ledger.audit import audit_ledger
from tests.support.admission import admission
from tests.support.aimock import aimock
from tests.support.upstream import answer

BY_COST = {"price_policy": "cost", "cost_margin_per_mille": 1_300, "wallet_token_nanodollars": 1_000}
SEED = 20_260_301


@pytest.fixture
async def admin(database, settings, clock):
    """What admins do, on a server of their own."""
    await ModelOverride.get_pymongo_collection().delete_many({})
    catalog = ModelCatalog([OfflineProvider()], settings, clock)
    yield ModelOverrides(catalog, AdminActions(clock), clock)
    await catalog.close()


FREE = {"id": "m/free", "pricing": {"prompt": "0", "completion": "0"}}


def say(model="m/dear"):
    return ChatRequest(message="Hello", idempotency_key=new_id("key"), model_id=model, max_tokens=100)


def dear(prompt="0.000003", **more):
    return {"id": "m/dear", "pricing": {"prompt": prompt, "completion": "0.0000151", **more}}


def some_reply(dice):
    """A reply with tokens of every kind, some of them cached and some for reasoning."""
    first, second, third = sorted(dice.sample(range(1, 110), 3))
    return answer(
        "Hi",
        prompt=third,
        completion=second,
        prompt_tokens_details={"cached_tokens": dice.randrange(first), "cache_write_tokens": third - first},
        completion_tokens_details={"reasoning_tokens": dice.randrange(second)},
    )


async def charges(viewer):
    rows = await LedgerEntry.find({"wallet": viewer.wallet_id, "kind": "settle"}).sort("seq").to_list()
    return [(row, row.usage, sum(change.amount for change in row.changes if change.op == "settle")) for row in rows]


async def worked_out(usage):
    """What the usage of a charge costs by what its price version stands on; its rates must be those."""
    version = await PriceVersion.get(usage["price_version"])
    basis = PriceBasis.from_document(version.basis)
    rates = rates_of(basis)
    assert basis.version == version.id
    assert rates.as_mapping() == version.rates == usage["rates"]
    counts = TokenCounts(**{name: usage[name] for name in TokenCounts.__dataclass_fields__})
    return rates.cost(counts)


async def test_a_charge_by_cost_keeps_version_and_rates_and_adds_up(upstream, chat_with, viewer):
    upstream.models = [dear(input_cache_read="0.0000003", internal_reasoning="0")]
    upstream.replies = [
        answer(
            "Hi",
            prompt=100,
            completion=50,
            prompt_tokens_details={"cached_tokens": 60},
            completion_tokens_details={"reasoning_tokens": 20},
        )
    ]
    completed = await chat_with(**BY_COST).complete(viewer, say())
    rates = Rates(3_900_000, 19_630_000, 390_000, 3_900_000, 19_630_000)
    ((_, usage, charged),) = await charges(viewer)
    assert usage["rates"] == rates.as_mapping()
    # 40 x 3.9 + 60 x 0.39 + 30 x 19.63 + 20 x 19.63, rounded up once
    assert charged == completed.usage.cost == 1_161
    assert await worked_out(usage) == 1_161


async def test_each_charge_adds_up_whatever_prices_and_policies_did_in_between(
    upstream, chat_with, new_viewer, admin, clock, ledger, database
):
    dice = random.Random(SEED)
    viewer = await new_viewer(10**9)
    servers = [chat_with(), chat_with(**BY_COST), chat_with(token_factor_per_mille=1_750)]
    for _ in range(30):
        prompt = f"0.00000{dice.randrange(1, 10**6)}"
        upstream.models = [dear(prompt, input_cache_write=prompt + "7"), FREE]
        match dice.randrange(4):
            case 0:
                rates = Rates(*(dice.randrange(10**7) for _ in range(6)))
                await admin.set("usr_1", "m/dear", {"rates": dice.choice([rates, None])})
            case 1:
                await admin.set("usr_1", "m/dear", {"margin_per_mille": dice.randrange(1, 3_000)})
            case 2:
                await admin.set("usr_1", "m/free", {"factor_per_mille": dice.randrange(1, 3_000)})
        clock.move(seconds=dice.choice([2, 900]))
        upstream.replies = [some_reply(dice)]
        await dice.choice(servers).complete(viewer, say(dice.choice(["m/dear", "m/free"])))
    made = await charges(viewer)
    assert len(made) == 30
    held = {row.hold["id"]: row.hold["amount"] for row, _, _ in made}
    for row, usage, charged in made:
        assert charged == min(await worked_out(usage), held[row.hold["id"]])
    bases = {(await PriceVersion.get(usage["price_version"])).basis["basis"] for _, usage, _ in made}
    assert bases == {Basis.TOKENS, Basis.COST, Basis.ADMIN}
    balance = await ledger.balance(viewer.wallet_id)
    assert 10**9 - balance.available == sum(charged for _, _, charged in made)
    assert (await audit_ledger(database, wallet=viewer.wallet_id)).findings == []


@pytest.mark.parametrize("pricing", [None, {"prompt": "0"}, {"prompt": "-1", "completion": "1"}])
async def test_a_model_without_a_price_or_with_a_negative_one_is_refused(upstream, chat_with, viewer, pricing):
    upstream.models = [FREE, {"id": "m/dear", "pricing": pricing}]
    with pytest.raises(ModelNotPricedError):
        await chat_with().complete(viewer, say())
    assert await charges(viewer) == []


REPLY = {
    "match": {"userMessage": "Hello"},
    "response": {
        "content": "Hi there",
        "usage": {
            "prompt_tokens": 100,
            "completion_tokens": 50,
            "total_tokens": 150,
            "prompt_tokens_details": {"cached_tokens": 60},
            "completion_tokens_details": {"reasoning_tokens": 20},
        },
    },
}


@pytest.mark.node
async def test_a_charge_by_an_admins_rates_for_what_an_openrouter_shaped_server_counts(
    tmp_path, ledger, settings, clock, viewer, admin
):
    await admin.set("usr_1", "openai/gpt-4o", {"rates": Rates(3_000_000, 5_000_000, 500_000, 4_000_000, 7_000_000)})
    with aimock([REPLY], tmp_path) as url:
        profile = ServerProfile("openrouter", f"{url}/api/v1", True, first_byte_seconds=5, idle_seconds=5)
        catalog = ModelCatalog([OpenAICompatibleProvider(profile, "key")], settings, clock)
        service = ChatService(ledger, catalog, settings, clock, admission(settings, clock))
        completed = await service.complete(viewer, say("openai/gpt-4o"))
        await service.stop(5)
        await catalog.close()
    ((_, usage, charged),) = await charges(viewer)
    assert charged == completed.usage.cost == 40 * 3 + 60 // 2 + 30 * 5 + 20 * 7
    assert await worked_out(usage) == charged
