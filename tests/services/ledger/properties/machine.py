"""What both machines do to a wallet: Hypothesis chooses commands, moments and ranges; a subclass carries them out."""

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.ledger.balance import Balance
from services.ledger.commands import (
    Claim,
    Command,
    Debit,
    Forfeit,
    Freeze,
    GrantTokens,
    HoldTokens,
    Reclaim,
    Refill,
    Release,
    RenewHold,
    Revoke,
    SetAvailable,
    Settle,
    Spend,
    Unfreeze,
)
from services.ledger.sources import GrantSource
from tests.services.ledger.properties.laws import Books, Document, hold_to, statement
from tests.services.ledger.properties.model import LARGEST, MOST_OPEN_HOLDS, Model
from tests.services.ledger.properties.tally import Tally

__all__ = ["COMMANDS", "START", "WalletMachine", "same_balance", "same_state"]

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MINUTE = timedelta(minutes=1)
COMMANDS: dict[str, type[Command]] = {
    "grant": GrantTokens,
    "claim": Claim,
    "refill": Refill,
    "spend": Spend,
    "hold": HoldTokens,
    "renew": RenewHold,
    "settle": Settle,
    "release": Release,
    "revoke": Revoke,
    "reclaim": Reclaim,
    "forfeit": Forfeit,
    "debit": Debit,
    "set_available": SetAvailable,
    "freeze": Freeze,
    "unfreeze": Unfreeze,
}

AMOUNTS = st.one_of(
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(1, 30),
    st.sampled_from(["all", "one more", "half", "half", 0, -1, LARGEST, LARGEST + 1]),
)
SHARES = st.sampled_from(["none", "some", "some", "all but one", "all", "one more", "less than none"])
PAID = st.sampled_from(["purchase", "purchase", "refund"])
REFERENCES = st.sampled_from(["pay_1", "pay_2", "pay_3"])
SOURCES = st.sampled_from([source.value for source in GrantSource])
# How many of the moments of `WalletMachine.expiry` ahead; few, so that expiries coincide with each other and the clock.
AHEAD = st.sampled_from([None, None, 1, 1, 2, 3, 0])
HELD = st.one_of(AMOUNTS, st.sampled_from(["all", "half", "half"]))
NUMBERS = st.integers(0, 99)


class WalletMachine(RuleBasedStateMachine):
    """`submit` carries a command out, now or later; `catch_up` waits until nothing is under way."""

    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.model = Model()
        self.books = Books()
        self.entries: list[Document] = []
        self.ended: list[str] = ["hold_never_opened"]
        self.opened = 0

    def submit(self, kind: str, **arguments: Any) -> None:
        raise NotImplementedError

    def catch_up(self) -> None:
        """Nothing is under way where commands are carried out at once."""

    def balance_at(self, moment: datetime) -> Balance:
        raise NotImplementedError

    def look_back(self) -> None:
        """What must be true at the end of an example."""
        raise NotImplementedError

    def teardown(self) -> None:
        if sys.exception() is None:  # else the example has failed, and what it left undone must not hide why
            self.look_back()

    @initialize(kind=st.sampled_from(["empty", "rich", "crowded"] + ["furnished"] * 6))
    def begin(self, kind: str) -> None:
        if kind == "rich":
            self.grant_plainly("gift", LARGEST - 20, None)
        elif kind == "furnished":
            for source, ahead, reference in (("promo", 1, None), ("purchase", 2, "pay_1"), ("welcome", None, None)):
                self.submit("grant", source=source, amount=20, expires_at=self.expiry(ahead), reference=reference)
            self.catch_up()
            self.open_hold("half", 30)
            self.catch_up()
            self.open_hold("half", 30)
        elif kind == "crowded":
            self.grant_plainly("welcome", 500, None)
            for _ in range(MOST_OPEN_HOLDS + 1):
                self.catch_up()
                self.open_hold(3, 60)
        self.catch_up()

    @rule(source=SOURCES, amount=AMOUNTS, ahead=AHEAD)
    def grant_plainly(self, source: str, amount: int | str, ahead: int | None) -> None:
        amount, expires_at = self.amount(amount), self.expiry(ahead)
        self.submit("grant", source=source, amount=amount, expires_at=expires_at, reference=None)

    @rule(source=st.sampled_from(["welcome", "promo"]), amount=st.integers(1, 30), ahead=AHEAD)
    def grant_alike(self, source: str, amount: int, ahead: int | None) -> None:
        self.grant_plainly(source, amount, ahead)

    @rule(source=PAID, amount=AMOUNTS, ahead=AHEAD, reference=REFERENCES)
    def grant_by_payment(self, source: str, amount: int | str, ahead: int | None, reference: str) -> None:
        """Also again, as a failed refund does."""
        amount, expires_at = self.amount(amount), self.expiry(ahead)
        self.submit("grant", source=source, amount=amount, expires_at=expires_at, reference=reference)

    @rule(amount=st.sampled_from([5, 5, 5, 0]), minutes=st.sampled_from([1, 10, 60]), times=st.integers(1, 3))
    def claim(self, amount: int, minutes: int, times: int) -> None:
        for _ in range(times):
            self.submit("claim", amount=amount, period_seconds=60 * minutes)

    @rule(
        amount=st.sampled_from([5, 5, 20, 20, 0]),
        most=st.sampled_from([None, 12, 30]),
        ahead=st.sampled_from([0, 0, 0, -1, 1]),
        times=st.integers(1, 2),
    )
    def refill(self, amount: int, most: int | None, ahead: int, times: int) -> None:
        """Of the interval of ten minutes that has begun last; sometimes of the one before, or of the next."""
        for _ in range(times):
            self.submit("refill", due_at=self.expiry(ahead), amount=amount, most=most)

    @rule(most=st.sampled_from([12, 30]))
    def refill_beside_a_hold(self, most: int) -> None:
        """Hold what the last one brought while the next one comes: both seldom meet by chance."""
        self.submit("refill", due_at=self.expiry(0), amount=20, most=30)
        self.catch_up()
        self.open_hold("all", 90)
        self.wait(10 * MINUTE)
        self.submit("refill", due_at=self.expiry(0), amount=20, most=most)

    @rule(amount=AMOUNTS)
    def spend(self, amount: int | str) -> None:
        self.submit("spend", amount=self.amount(amount))

    @rule(amount=HELD, minutes=st.sampled_from([1, 30, 30, 90, 0, -1]))
    def open_hold(self, amount: int | str, minutes: int) -> None:
        self.opened += 1
        hold_id, expires_at = f"hold_{self.opened}", self.now + minutes * MINUTE
        self.submit("hold", hold_id=hold_id, amount=self.amount(amount), expires_at=expires_at)

    @rule(number=NUMBERS)
    def open_hold_again(self, number: int) -> None:
        """Ids of holds that have ended are not used again: the server makes them, and never the same twice."""
        self.catch_up()
        if self.model.holds:
            hold_id = list(self.model.holds)[number % len(self.model.holds)]
            self.submit("hold", hold_id=hold_id, amount=1, expires_at=self.now + MINUTE)
            self.catch_up()

    @rule(number=NUMBERS, minutes=st.sampled_from([-1, 1, 45, 200]))
    def renew(self, number: int, minutes: int) -> None:
        self.submit("renew", hold_id=self.some_hold(number), expires_at=self.now + minutes * MINUTE)

    @rule(number=NUMBERS, share=SHARES)
    def settle(self, number: int, share: str) -> None:
        hold_id = self.some_hold(number)
        held = sum(self.model.holds.get(hold_id, {"parts": {}})["parts"].values())
        amounts = {"none": 0, "some": held // 2, "all but one": held - 1, "all": held, "one more": held + 1}
        self.submit("settle", hold_id=hold_id, amount=amounts.get(share, -1))

    @rule(amount=HELD, share=SHARES)
    def work(self, amount: int | str, share: str) -> None:
        """A hold and its settle. Hypothesis leaves rules out of whole examples, so some of them overlap."""
        self.open_hold(amount, 30)
        self.catch_up()
        self.settle(len(self.model.holds) - 1, share)

    @rule(amount=st.integers(1, 9), number=NUMBERS, kind=st.sampled_from(["spend", "settle"]))
    def use(self, amount: int, number: int, kind: str) -> None:
        if kind == "spend":
            self.submit("spend", amount=amount)
        else:
            self.settle(number, "some")

    @rule(number=NUMBERS)
    def release(self, number: int) -> None:
        self.submit("release", hold_id=self.some_hold(number))

    @rule(kind=st.sampled_from(["revoke", "revoke", "reclaim"]), reference=REFERENCES, amount=AMOUNTS)
    def revoke_or_reclaim(self, kind: str, reference: str, amount: int | str) -> None:
        self.submit(kind, reference=reference, amount=self.amount(amount))

    @rule(number=NUMBERS)
    def forfeit(self, number: int) -> None:
        """Seldom: nothing is left to go on with after it."""
        if number < 15:
            self.submit("forfeit")

    @rule(amount=AMOUNTS, sets=st.booleans())
    def adjust(self, amount: int | str, sets: bool) -> None:
        """What an admin does."""
        if sets:
            self.submit("set_available", available=self.amount(amount))
        else:
            self.submit("debit", amount=self.amount(amount))

    @rule(reference=REFERENCES, amount=AMOUNTS)
    def dispute(self, reference: str, amount: int | str) -> None:
        """What a lost dispute does: freeze, then revoke."""
        self.submit("freeze", reference=reference)
        self.submit("revoke", reference=reference, amount=self.amount(amount))

    @rule(kind=st.sampled_from(["freeze", "unfreeze"]), reference=REFERENCES)
    def freeze_or_unfreeze(self, kind: str, reference: str) -> None:
        self.submit(kind, reference=reference)

    @rule(duration=st.sampled_from([MILLISECOND, MINUTE, 5 * MINUTE]))
    def wait(self, duration: timedelta) -> None:
        self.move_clock(self.now + duration)

    @rule(distance=st.sampled_from([-MILLISECOND, timedelta(0), timedelta(0), MILLISECOND]), number=NUMBERS)
    def wait_for_an_event(self, distance: timedelta, number: int) -> None:
        """Go to the next expiry or claim, or a millisecond beside it."""
        moments = {pocket.expires_at for pocket in self.model.pockets.values() if pocket.expires_at and pocket.live}
        if self.model.last_claim_at is not None:
            moments |= {self.model.last_claim_at + minutes * MINUTE for minutes in (1, 10, 60)}
        coming = sorted(moment for moment in moments if moment + distance > self.now)
        if coming:
            self.move_clock(coming[number % min(2, len(coming))] + distance)

    @rule(first=NUMBERS, last=NUMBERS)
    def take_statement(self, first: int, last: int) -> None:
        self.catch_up()
        if self.entries:
            ends = sorted((first % len(self.entries) + 1, last % len(self.entries) + 1))
            statement(self.entries, *ends)

    @rule(minutes=st.sampled_from([0, 1, 10, 30, 120]))
    def look_ahead(self, minutes: int) -> None:
        """The balance of a moment to come counts what will have expired."""
        self.catch_up()
        moment = self.now + minutes * MINUTE
        same_balance(self.balance_at(moment), self.model.balance(moment))

    @invariant()
    def count_the_step(self) -> None:
        self.tally.steps += 1

    def move_clock(self, moment: datetime) -> None:
        self.catch_up()
        self.now = moment

    def expiry(self, ahead: int | None) -> datetime | None:
        """The moment that is so many tens of minutes ahead on a grid; with 0 it has passed, or is now."""
        return None if ahead is None else START + ((self.now - START) // (10 * MINUTE) + ahead) * 10 * MINUTE

    def amount(self, chosen: int | str) -> int:
        there = self.model.available(self.now)
        named = {"all": there, "one more": there + 1, "half": there // 2}
        return named[chosen] if isinstance(chosen, str) else chosen

    def some_hold(self, number: int) -> str:
        """An open hold mostly; sometimes one that has ended or never was."""
        known = list(self.model.holds)
        return known[number % len(known)] if known and number < 80 else self.ended[number % len(self.ended)]

    def record(self, entry: Document) -> set[str]:
        """Take in a stored entry; the laws are checked first, without the model."""
        circumstances = self.books.take(entry)
        self.entries.append(entry)
        if entry["kind"] in {"settle", "release"}:
            self.ended.append(entry["hold"]["id"])
        return circumstances


def same_balance(balance: Balance, expected: dict[str, int]) -> None:
    found = {name: getattr(balance, name) for name in expected}
    hold_to("the balance is the model's", found == expected, (found, expected))
    hold_to("available is free and purchased", balance.available == balance.free + balance.purchased)


def same_state(state: Document, model: Model) -> None:
    """The state that stands in an entry is the model's, to the last field."""
    grants = {
        grant["id"]: (
            grant["source"],
            grant.get("expires_at"),
            grant.get("reference"),
            grant["order"],
            grant["available"],
        )
        for grant in state["grants"]
    }
    expected = {
        name: (pocket.source, pocket.expires_at, pocket.reference, pocket.age, pocket.available)
        for name, pocket in model.pockets.items()
        if pocket.live
    }
    hold_to("the grants are the model's", grants == expected, (grants, expected))
    holds = {
        hold["id"]: ([(part["grant"], part["amount"]) for part in hold["parts"]], hold["expires_at"])
        for hold in state.get("holds", ())
    }
    expected_holds = {name: (list(hold["parts"].items()), hold["expires_at"]) for name, hold in model.holds.items()}
    hold_to("the holds are the model's", holds == expected_holds, (holds, expected_holds))
    rest = ("debt", "last_claim_at", "last_refill_at", "lifetime_purchased", "lifetime_spent")
    found = {name: state.get(name) for name in rest} | {"frozen": set(state.get("frozen", ()))}
    wanted = {name: getattr(model, name) for name in (*rest, "frozen")}
    hold_to("the totals are the model's", found == wanted, (found, wanted))
