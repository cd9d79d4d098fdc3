"""A walk of random chats: every charge follows from its counts and its price, and their sum is what the ledger has.

WALK_SEED=7 pytest tests/services/chat/walk        goes the same way again; the seed stands in the output
"""

import os
import random
from collections import Counter
from contextlib import AsyncExitStack

import pytest

from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from gateways.providers.retrying import RetryRules
from models.generation import Generation
from models.message import Message
from services.catalog.models import ModelCatalog
from services.chat import ChatService
from services.ledger.audit import audit_ledger
from tests.services.chat.walk.recount import charge_of, rates_of_version
from tests.services.chat.walk.scripts import KINDS
from tests.services.chat.walk.world import CACHE_SECONDS, TOKENS, World, keeps_records
from tests.support.admission import admission
from tests.support.upstream import raw_upstream

SEED = os.environ.get("WALK_SEED")
SHORT, LONG = 25, 400
PROVIDERS = 5


@pytest.fixture
async def make_world(database, ledger, settings, clock):
    """Two servers before five providers."""
    changed = settings.model_copy(
        update={"price_policy": "cost", "model_cache_seconds": CACHE_SECONDS, "chat_usage_record_seconds": 10}
    )
    async with AsyncExitStack() as stack:
        upstreams = [await stack.enter_async_context(raw_upstream()) for _ in range(PROVIDERS)]
        servers = []
        for _ in range(2):
            profiles = [
                ServerProfile(
                    f"provider{number}",
                    upstream.base_url,
                    True,
                    first_byte_seconds=20,
                    idle_seconds=20,
                    keeps_records=keeps_records(number),
                    retry=RetryRules(base_seconds=0.001),
                )
                for number, upstream in enumerate(upstreams)
            ]
            catalog = ModelCatalog([OpenAICompatibleProvider(each, "key") for each in profiles], changed, clock)
            service = ChatService(ledger, catalog, changed, clock, admission(changed, clock))
            stack.push_async_callback(catalog.close)
            stack.push_async_callback(service.stop, 5)
            servers.append(service)
        yield lambda seed: World(servers, upstreams, ledger, clock, seed)


@pytest.mark.parametrize("steps", [SHORT, pytest.param(LONG, marks=pytest.mark.nightly)])
async def test_every_charge_follows_from_its_counts_and_its_price(make_world, database, steps):
    # The short walk is the same at each run; the long one goes where nobody has gone, and says which way.
    seed = int(SEED) if SEED else 1 if steps == SHORT else random.SystemRandom().randrange(2**32)
    print(f"WALK_SEED={seed}, {steps} steps")
    world = make_world(seed)
    await world.begin()
    for _ in range(steps):
        await world.step()
    print(dict(sorted(world.happened.items())))
    await _books_agree(world, database)
    assert (await audit_ledger(database)).findings == []


async def _books_agree(world, database):
    wallets = {person.wallet_id for person in world.people}
    keys = {row.reply_id: row for row in await Generation.find({"wallet_id": {"$in": list(wallets)}}).to_list()}
    versions = {row["_id"]: row async for row in database["price_versions"].find({})}
    charged, of_replies, seen, used = Counter(), Counter(), set(), set()
    async for entry in database["ledger_entries"].find({"wallet": {"$in": list(wallets)}, "kind": "settle"}):
        usage = entry["usage"]
        generation = keys[usage["message_id"]]
        expected = world.served[generation.client_key]
        assert (entry["wallet"], usage["model"]) == (expected.wallet, expected.model)
        assert {kind: usage[f"{kind}_tokens"] for kind in KINDS} == expected.counts
        rates = rates_of_version(versions[usage["price_version"]])
        assert {kind: usage["rates"][kind] for kind in KINDS} == rates
        charge = charge_of(usage, rates, int(entry["hold"]["amount"]))
        assert sum(int(change["amount"]) for change in entry["changes"] if change["op"] == "settle") == charge
        charged[entry["wallet"]] += charge
        seen.add(generation.client_key)
        used.add(usage["price_version"])
    assert seen == world.served.keys()
    assert len(used) > PROVIDERS
    failures = {row.client_key: row.failure.code for row in keys.values() if row.failure is not None}
    assert failures == world.failed
    for person in world.people:
        async for reply in Message.find({"user_id": person.user_id, "role": "assistant"}):
            of_replies[person.wallet_id] += reply.usage.cost
        balance = await world.ledger.balance(person.wallet_id)
        spent = charged[person.wallet_id]
        assert (balance.available, balance.held, balance.lifetime_spent) == (TOKENS - spent, 0, spent)
    assert charged == of_replies
    print(f"{len(seen)} charges by {len(used)} prices, {charged.total()} wallet tokens")
