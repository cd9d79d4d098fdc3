"""Statements: opening and entries give closing, for any range (B2)."""

import itertools
from datetime import timedelta

import pytest

from services.ledger import GrantSource
from services.ledger.statement import Pockets, StatementError, read_statement


@pytest.fixture
async def moments(ledger, clock, wallet):
    """A wallet with two entries in some hours and none in others; the moments around them."""
    start = clock.now
    await ledger.grant(wallet, "welcome:u", source=GrantSource.WELCOME, amount=100)
    await ledger.grant(wallet, "promo:u", source=GrantSource.PROMO, amount=50, expires_at=start + timedelta(hours=3))
    clock.move(hours=1)
    await ledger.hold(wallet, "chat:1", hold_id="h", amount=70, expires_at=start + timedelta(hours=9))
    clock.move(hours=1)
    await ledger.settle(wallet, "h", amount=10)
    await ledger.spend(wallet, "s", amount=5)
    clock.move(hours=2)
    await ledger.revoke(wallet, "refund:1", reference="pay_1", amount=1_000)
    clock.move(hours=1)
    await ledger.grant(wallet, "admin:1", source=GrantSource.ADMIN, amount=300)
    return [start + timedelta(hours=hours) for hours in range(-1, 8)]


async def test_a_whole_wallet(database, ledger, wallet, moments):
    statement = await read_statement(database, wallet, None, None)
    assert [(line.seq, line.kind, line.moved) for line in statement.lines] == [
        (1, "grant", Pockets(100)),
        (2, "grant", Pockets(50)),
        (3, "hold", Pockets(-70, 70)),
        (4, "settle", Pockets(60, -70)),
        (5, "spend", Pockets(-5)),
        (6, "revoke", Pockets(-135, 0, 900)),  # 35 expire, 100 are taken, the rest is owed
        (7, "grant", Pockets(0, 0, -300)),
    ]
    assert (statement.opening, statement.closing) == (Pockets(), Pockets(0, 0, 600))
    assert statement.adds_up


async def test_any_range_adds_up(database, wallet, moments):
    whole = await read_statement(database, wallet, None, None)
    for start, end in itertools.product([None, *moments], repeat=2):
        statement = await read_statement(database, wallet, start, end)
        assert statement.adds_up
        wanted = [
            line for line in whole.lines if (start is None or line.at >= start) and (end is None or line.at < end)
        ]
        assert list(statement.lines) == wanted
        if start is not None and end is not None and start <= end:
            rest = await read_statement(database, wallet, end, None)
            assert rest.opening == statement.closing


async def test_the_start_is_in_and_the_end_is_out(database, wallet, moments):
    statement = await read_statement(database, wallet, moments[1], moments[2])
    assert [line.seq for line in statement.lines] == [1, 2]
    assert (statement.opening, statement.closing) == (Pockets(), Pockets(150))


async def test_a_state_in_a_snapshot(database, ledger, wallet):
    for number in range(150):
        await ledger.grant(wallet, f"p{number}", source=GrantSource.ADMIN, amount=2, reference=f"adm_{number:026}")
    statement = await read_statement(database, wallet, None, None)
    assert (len(statement.lines), statement.closing, statement.adds_up) == (150, Pockets(300), True)


async def test_a_changed_entry_does_not_add_up(database, wallet, moments):
    await database["ledger_entries"].update_one({"wallet": wallet, "seq": 5}, {"$inc": {"changes.0.amount": 1}})
    assert not (await read_statement(database, wallet, None, None)).adds_up


async def test_an_unknown_wallet_and_a_hole_are_named(database, wallet, moments):
    with pytest.raises(StatementError, match="has no entries"):
        await read_statement(database, "wal_none", None, None)
    await database["ledger_entries"].delete_one({"wallet": wallet, "seq": 7})
    await database["ledger_entries"].delete_one({"wallet": wallet, "seq": 4})
    with pytest.raises(StatementError, match="Entry 4 is missing"):
        await read_statement(database, wallet, moments[3], None)
