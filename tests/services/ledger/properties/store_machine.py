"""The machine over the real store: several writers on one wallet, with commands sent at once.

Commands gather until `send`. What comes back is right if there is one order of all of them in which the model says the
same: entries in the order of their sequence numbers, each refusal true at one moment between the first and the last.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, HypothesisException
from hypothesis.stateful import rule, run_state_machine_as_test

from database.setup import Database
from models.ids import new_id
from services.ledger import Balance, GrantSource, Ledger, Posted
from services.ledger.errors import LedgerError
from services.ledger.store import LedgerStore
from tests.services.ledger.properties.laws import BrokenError, Document, hold_to
from tests.services.ledger.properties.machine import MILLISECOND, WalletMachine, same_balance, same_state
from tests.services.ledger.properties.model import Model, Outcome
from tests.services.ledger.properties.rules_machine import compare_refusal, moves_of
from tests.services.ledger.properties.tally import Tally

__all__ = ["SKEWS", "Bench", "run_over_store"]

SKEWS = (timedelta(0), timedelta(0), 400 * MILLISECOND, timedelta(minutes=-7))
"""How far each writer's clock is off; there are as many writers."""
AT_ONCE = 6
SEARCHES_MAXIMUM = 5


class SkewedClock:
    def __init__(self, skew: timedelta) -> None:
        self.skew = skew
        self.base: datetime | None = None

    def __call__(self) -> datetime:
        assert self.base is not None
        return self.base + self.skew


class Bench:
    """What all examples of a run share: the loop, the database, and running writers."""

    def __init__(self, loop: asyncio.AbstractEventLoop, database: Database) -> None:
        self.loop = loop
        self.entries = database["ledger_entries"]
        self.store = LedgerStore(self.entries, database["ledger_snapshots"])
        self.clocks = [SkewedClock(skew) for skew in SKEWS]
        self.ledgers = [Ledger(database, clock) for clock in self.clocks]

    async def start(self) -> None:
        for ledger in self.ledgers:
            ledger.start()

    async def stop(self) -> None:
        await asyncio.gather(*(ledger.stop() for ledger in self.ledgers))

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def stored(self, wallet: str, after: int) -> list[Document]:
        """The wallet's entries from the database, each with its state."""
        found = self.entries.find({"wallet": wallet, "seq": {"$gt": after}}).sort("seq", 1)
        return [await self.store.with_state(entry) async for entry in found]


@dataclass(frozen=True)
class Call:
    """One command to be sent by one writer under one key."""

    kind: str
    arguments: dict[str, Any]
    key: str
    writer: int

    @property
    def input(self) -> tuple[str, dict[str, Any]]:
        """What must be equal for the key to be the same request; what a claim or a refill adds is the server's."""
        return (self.kind, {} if self.kind in {"claim", "refill"} else self.arguments)


@dataclass(frozen=True)
class Effect:
    """What stands under a key."""

    call: Call
    posted: Posted


class StoreMachine(WalletMachine):
    """One wallet of a real database."""

    bench: Bench
    failures: list[Exception]
    """What examples have failed with, in the order that they were run."""

    def __init__(self) -> None:
        super().__init__()
        self.wallet = new_id("wal")
        self.outbox: list[Call] = []
        self.effects: dict[str, Effect] = {}
        self.calls = 0
        self.set_clocks()

    def set_clocks(self) -> None:
        for clock in self.bench.clocks:
            clock.base = self.now

    def move_clock(self, moment: datetime) -> None:
        super().move_clock(moment)
        self.set_clocks()

    def balance_at(self, moment: datetime) -> Balance:
        for clock in self.bench.clocks:
            clock.base = moment - clock.skew
        balances = [self.bench.run(ledger.balance(self.wallet)) for ledger in self.bench.ledgers[:2]]
        self.set_clocks()
        hold_to("every server tells the same balance", balances[0] == balances[1], balances)
        balance: Balance = balances[0]
        return balance

    def submit(self, kind: str, **arguments: Any) -> None:
        self.calls += 1
        key = f"key_{self.calls}"
        if kind in {"settle", "release"}:
            key = f"end:{arguments['hold_id']}"
        elif kind == "renew":
            key = f"renew:{arguments['hold_id']}:{arguments['expires_at'].isoformat()}"
        elif kind == "refill":
            key = f"refill:{arguments['due_at'].isoformat()}"
        self.enqueue(Call(kind, arguments, key, self.calls % len(SKEWS)))

    def enqueue(self, call: Call) -> None:
        self.outbox.append(call)
        if len(self.outbox) >= AT_ONCE:
            self.catch_up()

    @rule(writer=st.integers(0, len(SKEWS) - 1), times=st.integers(1, 3))
    def send_the_last_again(self, writer: int, times: int) -> None:
        """The same key at the same time, from other servers."""
        for time in range(times):
            if self.outbox:
                self.enqueue(replace(self.outbox[-1], writer=(writer + time) % len(SKEWS)))

    @rule(number=st.integers(0, 99), writer=st.integers(0, len(SKEWS) - 1))
    def send_an_old_one_again(self, number: int, writer: int) -> None:
        if self.effects:
            effect = list(self.effects.values())[number % len(self.effects)]
            self.enqueue(replace(effect.call, writer=writer))

    @rule(number=st.integers(0, 99), writer=st.integers(0, len(SKEWS) - 1))
    def use_an_old_key_for_other_input(self, number: int, writer: int) -> None:
        used = [key for key in self.effects if key.startswith("key_")]
        if used:
            self.enqueue(Call("spend", {"amount": 1_000_003}, used[number % len(used)], writer))

    @rule()
    def race_for_the_last_tokens(self) -> None:
        """Every writer spends all that there is."""
        self.catch_up()
        amount = self.model.available(self.now)
        for _ in SKEWS:
            self.submit("spend", amount=max(1, amount))
        self.catch_up()

    @rule()
    def catch_up(self) -> None:
        """Send what has gathered, all at once, and judge what comes back."""
        calls, self.outbox = self.outbox, []
        if not calls:
            return
        results = self.bench.run(self.send_all(calls))
        if len({call.key for call in calls if call.key not in self.effects}) < sum(
            call.key not in self.effects for call in calls
        ):
            self.tally.circumstances["one key sent several times at once"] += 1
        entries = self.bench.run(self.bench.stored(self.wallet, self.model.seq))
        moments = [(self.model.copy(), dict(self.effects))]
        fresh = {
            r.seq: (call, r) for call, r in zip(calls, results, strict=True) if isinstance(r, Posted) and not r.replayed
        }
        hold_to(
            "an entry for each effect, and no other",
            [int(e["seq"]) for e in entries] == sorted(fresh),
            (entries, fresh),
        )
        for entry in entries:
            self.judge_entry(entry, *fresh[int(entry["seq"])])
            moments.append((self.model.copy(), dict(self.effects)))
        for call, result in zip(calls, results, strict=True):
            if not isinstance(result, Posted) or result.replayed:
                self.judge_answer(call, result, moments)

    async def send_all(self, calls: Sequence[Call]) -> list[Posted | BaseException]:
        return await asyncio.gather(*(self.send(call) for call in calls), return_exceptions=True)

    async def send(self, call: Call) -> Posted:
        ledger, arguments = self.bench.ledgers[call.writer], dict(call.arguments)
        if call.kind in {"settle", "release", "renew", "refill"}:
            return await getattr(ledger, call.kind)(self.wallet, **arguments)  # type: ignore[no-any-return]
        if call.kind == "grant":
            arguments["source"] = GrantSource(arguments["source"])
        return await getattr(ledger, call.kind)(self.wallet, call.key, **arguments)  # type: ignore[no-any-return]

    def judge_entry(self, entry: Document, call: Call, posted: Posted) -> None:
        circumstances = self.record(entry)
        expected = self.model.execute(call.kind, call.arguments, self.now + SKEWS[call.writer])
        hold_to("what the model refuses is refused", expected.code == "accepted", (call, expected))
        hold_to("an entry's time is its writer's, or the entry's before", entry["at"] == self.model.at, entry["at"])
        hold_to("the movements are the model's", moves_of(entry) == expected.moves, (moves_of(entry), expected))
        same_state(entry["state"], self.model)
        stands = (str(entry["_id"]), entry["key"], entry["kind"], entry["at"])
        told = (posted.entry_id, posted.key, posted.kind, posted.at)
        hold_to("the answer is the entry", stands == told and entry["key"] == call.key, (stands, told))
        same_balance(posted.balance, self.model.balance(entry["at"]))
        self.effects[call.key] = Effect(call, posted)
        self.tally.met(call.kind, "accepted", circumstances)

    def judge_answer(self, call: Call, result: Posted | BaseException, moments: Sequence[tuple[Model, Any]]) -> None:
        """A refusal or a replay must be what the model says at one moment between sending and answer."""
        if isinstance(result, BaseException) and not isinstance(result, LedgerError):
            raise result
        code = "replayed" if isinstance(result, Posted) else result.code
        expected = [self.expect(call, model.copy(), effects) for model, effects in moments]
        fitting = [outcome for outcome in expected if outcome.code == code]
        hold_to("an answer is true at some moment", bool(fitting), (call, result, expected))
        if isinstance(result, Posted):
            effect = self.effects[call.key].posted
            hold_to("the same key gives the same answer", replace(result, replayed=False) == effect, (result, effect))
        elif not any(tells_the_same(result, outcome) for outcome in fitting):
            raise BrokenError("a refusal tells what the model does", (result, fitting))
        several = len(moments) > 2 and code != "replayed"
        self.tally.met(call.kind, code, ["a refusal among several sent at once"] if several else ())

    def expect(self, call: Call, model: Model, effects: dict[str, Effect]) -> Outcome:
        effect = effects.get(call.key)
        if effect is None:
            return model.execute(call.kind, call.arguments, self.now + SKEWS[call.writer])
        if effect.call.input == call.input:
            return Outcome("replayed")
        return Outcome("HOLD_ENDED" if call.kind in {"settle", "release"} else "IDEMPOTENCY_CONFLICT")

    def teardown(self) -> None:
        try:
            super().teardown()
        except Exception as failure:
            self.failures.append(failure)
            raise
        failure = sys.exception()
        if isinstance(failure, Exception) and not isinstance(failure, HypothesisException):
            self.failures.append(failure)

    def look_back(self) -> None:
        """Entries never change, and all commands again, in any order and by any writer, change nothing."""
        self.catch_up()
        again = [replace(e.call, writer=(e.call.writer + 1) % len(SKEWS)) for e in reversed(self.effects.values())]
        results = self.bench.run(self.send_all(again))
        for call, result in zip(again, results, strict=True):
            same = isinstance(result, Posted) and replace(result, replayed=False) == self.effects[call.key].posted
            hold_to("the same commands again change nothing", same, (call, result))
        entries = self.bench.run(self.bench.stored(self.wallet, 0))
        hold_to("entries never change", entries == self.entries, (entries, self.entries))


def tells_the_same(refusal: LedgerError, outcome: Outcome) -> bool:
    try:
        compare_refusal(refusal, outcome)
    except BrokenError:
        return False
    return True


def run_over_store(tally: Tally, bench: Bench, chosen: settings) -> None:
    """Run the machine, counting into `tally`; raises what it finds.

    What the machine may do next depends on what its writers did, and real writers race. Hypothesis expects the same
    draws to lead to the same end. Where they do not, what a writer did wrong once is raised as it was found; if none
    did, the search begins anew.
    """
    failures: list[Exception] = []
    machine = type("StoreMachine", (StoreMachine,), {"tally": tally, "bench": bench, "failures": failures})
    for search in range(1, SEARCHES_MAXIMUM + 1):
        try:
            run_state_machine_as_test(machine, settings=chosen)  # type: ignore[no-untyped-call]
        except Flaky as unsteady:
            if failures:
                raise failures[0] from unsteady
            if search == SEARCHES_MAXIMUM:
                raise
        else:
            return
