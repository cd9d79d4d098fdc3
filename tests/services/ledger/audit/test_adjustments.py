"""The audit holds entries of admins against the record of their actions, both ways."""

import pytest
from bson.int64 import Int64

from models.ids import new_id
from models.user import User
from services.adjustments import Adjustments
from services.admin.actions import AdminActions
from services.ledger import GrantSource
from tests.services.ledger.audit.planting import Planter


@pytest.fixture
async def books(database, ledger, clock) -> Planter:
    """Four entries: 100 tokens, 20 more of an admin, 50 taken, then set to 90."""
    for name in ("admin_actions", "bulk_grants", "ledger_entries", "users"):
        await database[name].delete_many({})
    user = User(email=f"{new_id('a')}@example.com", name="Ada", password_hash=None, created_at=clock())
    await user.insert()
    await ledger.grant(user.wallet_id, f"welcome:{user.id}", source=GrantSource.WELCOME, amount=100)
    adjustments = Adjustments(ledger=ledger, actions=AdminActions(clock), clock=clock)
    common = {"reason": "Because"}
    await adjustments.grant("usr_1", user.id, amount=20, expires_at=None, key="a", **common)
    await adjustments.debit("usr_1", user.id, amount=50, key="b", **common)
    await adjustments.set_available("usr_1", user.id, available=90, key="c", **common)
    return Planter(database, user.wallet_id)


async def test_sound_ones_are_clean(books):
    assert await books.rules() == set()


@pytest.mark.parametrize(
    ("action", "change", "seq"),
    [
        ("grant_tokens", {"details.amount": Int64(21)}, 2),
        ("grant_tokens", {"details.wallet": "wal_other"}, 2),
        ("debit_tokens", {"details.amount": Int64(49)}, 3),
        ("debit_tokens", {"outcome": "INSUFFICIENT_TOKENS"}, 3),
        ("debit_tokens", {"action": "grant_tokens"}, 3),
        ("set_balance", {"action": "debit_tokens"}, 4),
    ],
)
async def test_a_row_that_says_something_else_is_found(books, action, change, seq):
    await books.database["admin_actions"].update_one({"action": action}, {"$set": change})
    assert (seq, "adjustment") in await books_rules(books)


async def test_a_row_that_is_gone_is_found(books):
    await books.database["admin_actions"].delete_one({"action": "debit_tokens"})
    assert await books.rules() == {(3, "adjustment")}


async def test_an_entry_that_is_gone_is_found_by_its_row(books):
    stored = await books.stored()
    await books.put(stored[:3])
    assert await books.rules() == {(0, "adjustment")}


async def test_a_value_that_was_not_set_is_found(books):
    """The state and the movements agree with each other, and not with what was asked for."""

    def set_to_other(entry):
        entry["changes"][0]["amount"] = Int64(30)
        for grant in entry["state"]["grants"]:
            if grant["id"] == entry["changes"][0]["grant"]:
                grant["available"] = Int64(grant["available"] + 10)

    await books.change(4, set_to_other, rehash=True)
    assert await books.rules() == {(4, "input")}


async def test_a_grant_of_no_bulk_grant_is_found(books, ledger):
    await ledger.grant(books.wallet, "bulk:bgr_1", source=GrantSource.ADMIN, amount=5)
    assert await books.rules() == {(5, "adjustment")}


async def books_rules(books) -> set[tuple[int, str]]:
    """With findings of whatever wallet a changed row names."""
    report = await books.audit()
    return {(finding.seq, finding.rule) for finding in report.findings}
