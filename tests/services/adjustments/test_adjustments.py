"""F2: an admin's grant, debit or setting has its row before the entry and completed after it, whatever dies between."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import pytest

from models.admin_action import AdminAction
from models.ids import new_id
from models.user import User, UserStatus
from services.adjustments import Adjustments
from services.adjustments.errors import AlreadyRefusedError
from services.admin.actions import AdminActions
from services.errors import InvalidInputError, NotFoundError
from services.ledger import GrantSource, Ledger
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError, InsufficientTokensError, WalletInDebtError
from tests.support.kill_switch import kill_switch

ADMIN = "usr_admin"


@pytest.fixture
async def adjustments(database, ledger, clock) -> Adjustments:
    await AdminAction.delete_all()
    return Adjustments(ledger=ledger, actions=AdminActions(clock), clock=clock)


@pytest.fixture
async def ada(database, ledger, clock) -> User:
    """She has 100 tokens."""
    user = User(email=f"{new_id('a')}@example.com", name="Ada", password_hash=None, created_at=clock())
    await user.insert()
    await ledger.grant(user.wallet_id, f"welcome:{user.id}", source=GrantSource.WELCOME, amount=100)
    return user


def work(adjustments: Adjustments, kind: str, user: User, amount: int, key: str = "k") -> Awaitable[object]:
    if kind == "grant":
        return adjustments.grant(ADMIN, user.id, amount=amount, expires_at=None, reason="Because", key=key)
    if kind == "debit":
        return adjustments.debit(ADMIN, user.id, amount=amount, reason="Because", key=key)
    return adjustments.set_available(ADMIN, user.id, available=amount, reason="Because", key=key)


async def available(ledger, user: User) -> int:
    return (await ledger.balance(user.wallet_id)).available


async def rows() -> list[tuple[str, str | None, object, object]]:
    found = await AdminAction.find_all().sort("+_id").to_list()
    return [(row.action, row.outcome, row.before, row.after) for row in found]


def done(action: str, before: int, after: int) -> tuple[str, str | None, object, object]:
    return (action, "done", {"available": before}, {"available": after})


@pytest.mark.parametrize(
    ("kind", "amount", "after", "action"),
    [("grant", 30, 130, "grant_tokens"), ("debit", 30, 70, "debit_tokens"), ("set", 30, 30, "set_balance")],
)
async def test_it_is_made_once_and_says_what_it_changed(adjustments, ledger, ada, kind, amount, after, action):
    first = await work(adjustments, kind, ada, amount)
    assert await work(adjustments, kind, ada, amount) == first
    assert (first.before, first.balance.available) == (100, after)
    assert await available(ledger, ada) == after
    assert await rows() == [done(action, 100, after)]
    assert ((await ledger.balance(ada.wallet_id)).lifetime_spent, (await ledger.balance(ada.wallet_id)).seq) == (0, 2)


@pytest.mark.parametrize("kind", ["grant", "debit", "set"])
@pytest.mark.parametrize("step", [1, 2])
async def test_killed_in_between_the_sweeper_completes_it(adjustments, ledger, clock, ada, kind, step):
    after = {"grant": 130, "debit": 70, "set": 30}[kind]
    with kill_switch(step) as switch, pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await work(adjustments, kind, ada, 30)
    assert switch.dead
    assert [outcome for _, outcome, _, _ in await rows()] == [None]
    assert await adjustments.complete(100) == 0  # left to the call, as long as it may run
    clock.move(minutes=2)
    assert await adjustments.complete(100) == 1
    assert await available(ledger, ada) == after
    assert [row[1:] for row in await rows()] == [done("", 100, after)[1:]]
    assert await adjustments.complete(100) == 0
    assert (await work(adjustments, kind, ada, 30)).balance.available == after


async def test_a_bug_with_one_is_no_refusal_and_keeps_no_other_waiting(adjustments, ledger, clock, ada, monkeypatch):
    for key in ("k1", "k2"):
        with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
            await work(adjustments, "grant", ada, 30, key)
    clock.move(minutes=2)
    grant, raised = Ledger.grant, []

    async def bug_at_first(self, *values, **named):
        if not raised:
            raised.append("planted")
            raise KeyError("planted")
        return await grant(self, *values, **named)

    monkeypatch.setattr(Ledger, "grant", bug_at_first)
    assert await adjustments.complete(100) == 2
    assert [row[1] for row in await rows()] == [None, "done"]
    assert await adjustments.complete(100) == 1
    assert await available(ledger, ada) == 160


@pytest.mark.parametrize("change", [{"details.wallet": None}, {"details.amount": "30"}, {"details.expires_at": "soon"}])
async def test_one_that_cannot_be_read_ends_and_changes_nothing(adjustments, ledger, clock, ada, change):
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await work(adjustments, "grant", ada, 30)
    await AdminAction.get_pymongo_collection().update_one({}, {"$set": change})
    clock.move(minutes=2)
    assert await adjustments.complete(100) == 1
    assert await rows() == [("grant_tokens", "UNKNOWN_OUTCOME", None, None)]
    assert await available(ledger, ada) == 100


async def test_a_debit_beyond_what_is_there_is_refused_and_on_record(adjustments, ledger, ada):
    with pytest.raises(InsufficientTokensError):
        await work(adjustments, "debit", ada, 101)
    assert await available(ledger, ada) == 100
    assert await rows() == [("debit_tokens", "INSUFFICIENT_TOKENS", None, None)]
    await work(adjustments, "grant", ada, 30, "other")
    with pytest.raises(AlreadyRefusedError) as refused:
        await work(adjustments, "debit", ada, 101)
    assert refused.value.refusal == "INSUFFICIENT_TOKENS"
    assert await available(ledger, ada) == 130


async def test_a_grant_pays_a_debt_off_first_and_setting_waits_for_that(adjustments, ledger, ada):
    await ledger.revoke(ada.wallet_id, "refund:r", reference="pay_1", amount=120)
    with pytest.raises(WalletInDebtError):
        await work(adjustments, "set", ada, 30)
    granted = await work(adjustments, "grant", ada, 50, "other")
    assert (granted.before, granted.balance.available, granted.balance.debt) == (0, 30, 0)


async def test_setting_is_exact_whatever_is_spent_at_the_same_time(adjustments, ledger, ada):
    spends = [ledger.spend(ada.wallet_id, f"s{number}", amount=1) for number in range(40)]
    set_to, *spent = await asyncio.gather(work(adjustments, "set", ada, 1_000), *spends)
    later = [each for each in spent if each.seq > set_to.balance.seq]
    assert set_to.balance.available == 1_000
    assert await available(ledger, ada) == 1_000 - len(later)


async def test_an_expiry_is_kept_and_must_be_to_come(adjustments, ledger, clock, ada):
    soon = clock() + timedelta(hours=1)
    grant = {"amount": 5, "reason": "Because", "key": "k"}
    with pytest.raises(InvalidInputError):
        await adjustments.grant(ADMIN, ada.id, expires_at=clock(), **grant)
    assert await rows() == []
    await adjustments.grant(ADMIN, ada.id, expires_at=soon, **grant)
    clock.move(hours=2)
    assert await available(ledger, ada) == 100
    await adjustments.grant(ADMIN, ada.id, expires_at=soon, **grant)  # the same again, although it is past
    assert len(await rows()) == 1


async def test_what_a_sweeper_grants_after_its_time_was_never_available(adjustments, ledger, clock, ada):
    soon = clock() + timedelta(seconds=90)
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011
        await adjustments.grant(ADMIN, ada.id, amount=5, expires_at=soon, reason="Because", key="k")
    clock.move(minutes=2)
    await adjustments.complete(100)
    assert await rows() == [done("grant_tokens", 100, 100)]


async def test_one_key_is_for_one_thing(adjustments, ledger, ada):
    await work(adjustments, "grant", ada, 30)
    with pytest.raises(IdempotencyConflictError):
        await work(adjustments, "grant", ada, 31)
    await work(adjustments, "debit", ada, 30)  # another operation has keys of its own
    assert await available(ledger, ada) == 100
    assert len(await rows()) == 2


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
async def test_amounts_have_bounds(adjustments, ada, amount):
    for kind in ("grant", "debit"):
        with pytest.raises(InvalidInputError):
            await work(adjustments, kind, ada, amount)
    assert await rows() == []


@pytest.mark.parametrize("reason", ["", " ", "x" * 501, "a\x00"])
async def test_a_reason_is_needed(adjustments, ledger, ada, reason):
    with pytest.raises(InvalidInputError):
        await adjustments.debit(ADMIN, ada.id, amount=1, reason=reason, key="k")
    assert (await available(ledger, ada), await rows()) == (100, [])


async def test_a_suspended_user_can_be_adjusted_and_a_deleted_one_cannot(adjustments, ada):
    await ada.set({"status": UserStatus.SUSPENDED.value})
    await work(adjustments, "grant", ada, 30)
    await ada.set({"status": UserStatus.ERASED.value})
    with pytest.raises(NotFoundError):
        await work(adjustments, "grant", ada, 30, "other")
    with pytest.raises(NotFoundError):
        await adjustments.debit(ADMIN, "usr_nobody", amount=1, reason="Because", key="k")
    assert len(await rows()) == 1


async def test_the_audit_takes_them_for_sound(database, adjustments, ledger, ada):
    for kind, amount in (("grant", 7), ("debit", 50), ("set", 90), ("set", 0), ("set", 0)):
        await work(adjustments, kind, ada, amount, f"{kind}{amount}{len(await rows())}")
    report = await audit_ledger(database, wallet=ada.wallet_id)
    assert (report.findings, report.entries) == ([], 6)
