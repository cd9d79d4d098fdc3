"""Which charges are read, in which order, page by page."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.ids import new_id
from models.user import User
from services.ledger import GrantSource, UsageRecord
from services.usage.records import UsageFilter
from services.usage_export.charges import charges

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr("services.usage_export.charges.ROWS_AT_ONCE", 3)


@pytest.fixture
async def wallets(database, ledger, clock) -> list[str]:
    """Three wallets in order: of 7 charges, a minute apart, of 1 and of 3."""
    for name in ("ledger_entries", "users"):
        await database[name].delete_many({})
    made = []
    for number in (7, 1, 3):
        user = User(email=f"{new_id('m')}@example.com", name="Ada", password_hash=None, created_at=clock.now)
        await user.insert()
        made.append(user.wallet_id)
        await ledger.grant(user.wallet_id, "welcome:1", source=GrantSource.WELCOME, amount=1_000)
        for charge in range(number):
            usage = UsageRecord("chat", model=f"m-{charge % 2}", input_tokens=charge)
            await ledger.spend(user.wallet_id, f"chat:{charge}", amount=charge + 1, usage=usage)
            clock.move(minutes=1)
        await ledger.spend(user.wallet_id, "spend:1", amount=1)  # without usage
    return sorted(made)


async def read(database, wallet: str | None, **wanted: Any) -> list[tuple[str, int]]:
    """Wallet and cost of each charge."""
    found, last = [], 0.0
    async for page in charges(database, wallet, UsageFilter(**wanted)):
        assert last <= page.progress <= 1
        last = page.progress
        found += [(charge["wallet_id"], charge["cost"]) for charge in page.charges]
    return found


async def test_a_wallet_is_read_whole_the_newest_first(database, wallets):
    costs = {wallet: [cost for _, cost in await read(database, wallet)] for wallet in wallets}
    assert sorted(costs.values()) == [[1], [3, 2, 1], [7, 6, 5, 4, 3, 2, 1]]
    assert await read(database, "wal_none") == []


async def test_all_wallets_are_read_each_once(database, wallets):
    apart = [row for wallet in wallets for row in await read(database, wallet)]
    assert await read(database, None) == apart
    assert len(apart) == 11


async def test_a_filter_leaves_out_whatever_does_not_fit(database, wallets):
    everything = [row for row in await read(database, None) if row[1] % 2 == 0]
    assert await read(database, None, model_id="m-1") == everything
    assert await read(database, None, model_id="m-2") == []


async def test_a_range_includes_its_beginning_and_not_its_end(database, wallets, clock):
    start = clock.now - 11 * MINUTE
    (deep,) = [wallet for wallet in wallets if len(await read(database, wallet)) == 7]
    for wallet in (deep, None):
        found = await read(database, wallet, since=start + 2 * MINUTE, until=start + 5 * MINUTE)
        assert [cost for _, cost in found] == [5, 4, 3]


async def test_a_charge_has_its_owner_its_counts_and_the_balance_after_it(database, ledger, wallets, clock):
    user = await User.find_one({"wallet_id": wallets[0]})
    await ledger.grant(user.wallet_id, "promo:1", source=GrantSource.PROMO, amount=50, expires_at=clock.now + MINUTE)
    usage = UsageRecord("external", "m", "own", None, None, None, 1, 2, 3, 4, 5, reference="=job")
    posted = await ledger.spend(user.wallet_id, "spend:2", amount=10, usage=usage)
    page = await anext(charges(database, user.wallet_id, UsageFilter()))
    assert page.charges[0] == {
        "at": clock.now, "entry_id": posted.entry_id, "wallet_id": user.wallet_id, "user_id": user.id,
        "kind": "external", "model_id": "m", "provider": "own", "conversation_id": None, "message_id": None,
        "reference": "=job", "input_tokens": 1, "output_tokens": 2, "cache_read_tokens": 3, "cache_write_tokens": 4,
        "reasoning_tokens": 5, "images": 0, "cost": 10, "balance_after": posted.balance.available,
    }  # fmt: skip
    assert isinstance(page.charges[0]["at"], datetime)


async def test_a_state_that_stands_apart_is_found(database, ledger, wallets):
    wallet = wallets[0]
    for number in range(300):
        await ledger.grant(
            wallet, f"payment:{number}", source=GrantSource.GIFT, amount=1, reference=f"pay_{number:060}"
        )
    posted = await ledger.spend(wallet, "spend:2", amount=1, usage=UsageRecord("chat"))
    entry = await database["ledger_entries"].find_one({"wallet": wallet, "key": "spend:2"})
    assert "state_ref" in entry
    page = await anext(charges(database, wallet, UsageFilter()))
    assert page.charges[0]["balance_after"] == posted.balance.available
