"""Machines that spend, hold and settle: whose tokens, which holds, and once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from models.api_key import ApiScope
from models.ids import new_id
from models.user import Role, User, UserStatus
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from services.ledger.errors import (
    AmountOutOfRangeError,
    HoldEndedError,
    IdempotencyConflictError,
    InsufficientTokensError,
    TooManyHoldsError,
)
from services.ledger.sweeper import HoldSweeper
from services.paging import PageRequest
from services.spending import Spending, WorkDone
from services.usage import UsageFilter, UsageService

WORK = WorkDone(model="llama-4", provider="own", reference="job-1", input_tokens=12, output_tokens=3)


@pytest.fixture
def spending(clock, ledger) -> Spending:
    return Spending(clock=clock, ledger=ledger)


@pytest.fixture
async def ada(clock, ledger) -> User:
    user = User(email=f"{new_id('m')}@example.com", name="Ada", password_hash=None, created_at=clock.now)
    await user.insert()
    await ledger.grant(user.wallet_id, "welcome:ada", source=GrantSource.WELCOME, amount=1_000)
    return user


def key_of(user: User) -> Viewer:
    """The user's own key with SPEND."""
    scopes = frozenset({ApiScope.SPEND})
    return Viewer(user.id, user.wallet_id, Role.USER, f"key_of_{user.id}", scopes)


def operator(**changes: Any) -> Viewer:
    """An admin's key with SPEND and nothing else."""
    values = {"scopes": frozenset({ApiScope.SPEND}), "key_of_admin": True, **changes}
    return Viewer("usr_operator", "wal_operator", Role.USER, "key_operator", **values)


async def entries(database, user: User) -> int:
    return await database["ledger_entries"].count_documents({"wallet": user.wallet_id})


@pytest.fixture(autouse=True)
async def audited(database):
    yield
    report = await audit_ledger(database)
    assert report.clean, report.findings


async def test_a_charge_is_made_once_and_stands_in_the_history(spending, database, ada):
    charged = await asyncio.gather(*(spending.spend(operator(), ada.id, 100, WORK, "job-1") for _ in range(20)))
    assert {(each.cost, each.balance.available) for each in charged} == {(100, 900)}
    assert await entries(database, ada) == 2
    page = await UsageService(database).history(ada.wallet_id, UsageFilter(kind="external"), PageRequest(10))
    (row,) = page.rows
    assert (row.cost, row.balance_after, row.model_id, row.provider, row.reference) == (
        100,
        900,
        "llama-4",
        "own",
        "job-1",
    )
    assert (row.input_tokens, row.output_tokens) == (12, 3)
    entry = await database["ledger_entries"].find_one({"wallet": ada.wallet_id, "seq": 2})
    assert (entry["key"], entry["usage"]["key_id"]) == ("spend:job-1", "key_operator")


async def test_another_key_of_the_operator_repeats_a_charge_and_other_input_is_refused(spending, database, ada):
    await spending.spend(operator(), ada.id, 100, WORK, "job-1")
    again = Viewer("usr_two", "wal_two", Role.USER, "key_two", frozenset({ApiScope.SPEND}), key_of_admin=True)
    assert (await spending.spend(again, ada.id, 100, WORK, "job-1")).balance.available == 900
    for amount, work in ((101, WORK), (100, WorkDone())):
        with pytest.raises(IdempotencyConflictError):
            await spending.spend(operator(), ada.id, amount, work, "job-1")
    assert await entries(database, ada) == 2


async def test_work_is_held_settled_and_the_rest_returns(spending, ledger, ada, clock):
    held = await spending.hold(operator(), ada.id, 400, 600, "job-1")
    assert (held.amount, held.expires_at, held.balance.held) == (400, clock.now + timedelta(minutes=10), 400)
    again = await spending.hold(operator(), ada.id, 400, 600, "job-1")
    assert again == held
    clock.move(seconds=500)
    renewed = await spending.renew(operator(), ada.id, held.hold_id, 600)
    assert renewed.expires_at == clock.now + timedelta(minutes=10)
    ended = await spending.settle(operator(), ada.id, held.hold_id, 150, WORK)
    assert (ended.cost, ended.returned, ended.balance.available) == (150, 250, 850)
    assert await spending.settle(operator(), ada.id, held.hold_id, 150, WORK) == ended
    with pytest.raises(HoldEndedError):
        await spending.settle(operator(), ada.id, held.hold_id, 151, WORK)
    with pytest.raises(HoldEndedError):
        await spending.release(operator(), ada.id, held.hold_id)
    assert (await ledger.balance(ada.wallet_id)).seq == 4


async def test_a_hold_is_released_and_can_then_not_be_settled(spending, ada):
    held = await spending.hold(key_of(ada), None, 400, 600, "job-1")
    ended = await spending.release(key_of(ada), None, held.hold_id)
    assert (ended.cost, ended.returned, ended.balance.available) == (0, 400, 1_000)
    with pytest.raises(HoldEndedError):
        await spending.settle(key_of(ada), None, held.hold_id, 1, WORK)


async def test_what_is_forgotten_is_released_by_the_sweeper(spending, database, ledger, ada, clock):
    held = await spending.hold(operator(), ada.id, 400, 10, "job-1")
    clock.move(seconds=11)
    await HoldSweeper(database, ledger, clock).sweep()
    assert (await ledger.balance(ada.wallet_id)).available == 1_000
    with pytest.raises(HoldEndedError):
        await spending.settle(operator(), ada.id, held.hold_id, 1, WORK)


async def test_more_than_there_is_is_refused_and_leaves_the_key_free(spending, database, ada):
    for refused in (
        spending.spend(operator(), ada.id, 1_001, WORK, "job-1"),
        spending.hold(operator(), ada.id, 1_001, 600, "job-1"),
    ):
        with pytest.raises(InsufficientTokensError) as refusal:
            await refused
        assert (refusal.value.required, refusal.value.available) == (1_001, 1_000)
    held = await spending.hold(operator(), ada.id, 10, 600, "job-1")
    with pytest.raises(AmountOutOfRangeError):
        await spending.settle(operator(), ada.id, held.hold_id, 11, WORK)
    assert await entries(database, ada) == 2


async def test_holds_of_machines_count_like_others(spending, database, ada):
    await asyncio.gather(*(spending.hold(operator(), ada.id, 1, 600, f"job-{number}") for number in range(64)))
    with pytest.raises(TooManyHoldsError):
        await spending.hold(operator(), ada.id, 1, 600, "job-64")
    assert await entries(database, ada) == 65


@pytest.mark.parametrize(
    "viewer",
    [
        operator(key_of_admin=False),
        operator(scopes=frozenset({ApiScope.READ, ApiScope.ADMIN})),
        Viewer("usr_1", "wal_1", Role.USER, "ses_1"),
    ],
)
async def test_who_may_not_spend_for_others_finds_nobody(spending, database, ada, viewer):
    held = await spending.hold(operator(), ada.id, 10, 600, "job-1")
    for refused in (
        spending.spend(viewer, ada.id, 1, WORK, "k"),
        spending.hold(viewer, ada.id, 1, 600, "k"),
        spending.renew(viewer, ada.id, held.hold_id, 600),
        spending.settle(viewer, ada.id, held.hold_id, 0, WORK),
        spending.release(viewer, ada.id, held.hold_id),
        spending.spend(operator(), "usr_nobody", 1, WORK, "k"),
    ):
        with pytest.raises(NotFoundError):
            await refused
    assert await entries(database, ada) == 2


async def test_a_user_cannot_take_back_what_the_operator_holds_nor_what_a_chat_does(spending, ledger, ada, clock):
    held = await spending.hold(operator(), ada.id, 10, 600, "job-1")
    later = clock.now + timedelta(minutes=1)
    await ledger.hold(ada.wallet_id, "chat:1", hold_id="gen_1.1", amount=10, expires_at=later)
    for hold_id in (held.hold_id, "gen_1.1", "", "hlo_1"):
        for refused in (
            spending.release(key_of(ada), None, hold_id),
            spending.settle(key_of(ada), None, hold_id, 0, WORK),
            spending.renew(key_of(ada), None, hold_id, 600),
        ):
            with pytest.raises(NotFoundError):
                await refused
    with pytest.raises(NotFoundError):
        await spending.release(operator(), ada.id, "gen_1.1")
    assert (await ledger.balance(ada.wallet_id)).held == 20


async def test_a_users_key_and_the_operators_do_not_share_idempotency_keys(spending, ada):
    own = await spending.hold(key_of(ada), None, 10, 600, "job-1")
    theirs = await spending.hold(operator(), ada.id, 10, 600, "job-1")
    assert own.hold_id != theirs.hold_id
    await spending.spend(key_of(ada), None, 10, WORK, "job-2")
    assert (await spending.spend(operator(), ada.id, 10, WORK, "job-2")).balance.available == 960


async def test_a_suspended_user_is_charged_for_what_had_begun_and_nothing_begins(spending, ada):
    held = await spending.hold(operator(), ada.id, 10, 600, "job-1")
    await ada.set({"status": UserStatus.SUSPENDED})
    with pytest.raises(NotFoundError):
        await spending.spend(operator(), ada.id, 1, WORK, "job-2")
    assert (await spending.settle(operator(), ada.id, held.hold_id, 10, WORK)).cost == 10


@pytest.mark.parametrize(
    "work",
    [
        WorkDone(model=""),
        WorkDone(provider="x" * 201),
        WorkDone(reference="a\nb"),
        WorkDone(input_tokens=-1),
        WorkDone(reasoning_tokens=2**53 + 1),
        WorkDone(kind="Chat!"),
    ],
)
async def test_work_out_of_bounds_charges_nothing(spending, database, ada, work):
    with pytest.raises(InvalidInputError):
        await spending.spend(key_of(ada), None, 1, work, "k")
    assert await entries(database, ada) == 1


@pytest.mark.parametrize("seconds", [-1, 0, 9, 86_401])
async def test_a_hold_of_no_or_endless_time_is_refused(spending, database, ada, seconds):
    with pytest.raises(InvalidInputError):
        await spending.hold(key_of(ada), None, 1, seconds, "k")
    assert await entries(database, ada) == 1
