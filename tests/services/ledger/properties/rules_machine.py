"""The machine over the pure rules: each transition becomes the entry that would be stored, and is read back."""

from datetime import datetime, timezone
from typing import Any

import bson
from bson.codec_options import CodecOptions
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from services.ledger.balance import Balance
from services.ledger.entries import Head, head_of, stage_entry
from services.ledger.errors import LedgerError
from services.ledger.rules import Transition, apply
from services.ledger.sources import GrantSource
from services.ledger.state import EMPTY, WalletState, balance_at
from tests.services.ledger.properties.laws import Document, hold_to
from tests.services.ledger.properties.machine import COMMANDS, WalletMachine, same_balance, same_state
from tests.services.ledger.properties.model import Outcome
from tests.services.ledger.properties.tally import Tally

__all__ = ["compare_refusal", "moves_of", "run_over_rules"]

CODEC: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True, tzinfo=timezone.utc)  # noqa: UP017 - it must compare equal


class RulesMachine(WalletMachine):
    """One wallet in memory, driven as the writer drives one."""

    def __init__(self) -> None:
        super().__init__()
        self.head: Head | None = None
        self.history: list[tuple[WalletState, Any, datetime, Transition]] = []

    @property
    def state(self) -> WalletState:
        return self.head.state if self.head else EMPTY

    def balance_at(self, moment: datetime) -> Balance:
        return balance_at(self.state, self.model.seq, moment)

    def submit(self, kind: str, **arguments: Any) -> None:
        command = COMMANDS[kind](**product_arguments(arguments))
        before, sealed = self.state, hash(self.state)
        result = apply(before, command, self.now, self.model.seq + 1)
        hold_to("the rules do not touch what they are given", hash(before) == sealed)
        hold_to(
            "the same command comes to the same", same(apply(before, command, self.now, self.model.seq + 1), result)
        )
        circumstances: set[str] = set()
        if isinstance(result, Transition):
            circumstances = self.store(command, result)
        expected = self.model.execute(kind, arguments, self.now)
        outcome = "accepted" if isinstance(result, Transition) else result.code
        hold_to("the outcome is the model's", outcome == expected.code, (kind, arguments, outcome, expected))
        if isinstance(result, Transition):
            hold_to("the movements are the model's", moves_of(self.entries[-1]) == expected.moves, expected)
            same_state(self.entries[-1]["state"], self.model)
            self.history.append((before, command, self.now, result))
        else:
            compare_refusal(result, expected)
        same_balance(self.balance_at(self.now), self.model.balance(self.now))
        self.tally.met(kind, outcome, circumstances)

    def store(self, command: Any, transition: Transition) -> set[str]:
        key = f"key_{self.books.seq + 1}"
        staged = stage_entry("wal_1", key, "hash", command, transition, self.head, self.now)
        entry = bson.decode(staged.encoded.raw, CODEC)
        if staged.snapshot is not None:
            entry["state"] = bson.decode(bson.encode(staged.snapshot), CODEC)["state"]
        circumstances = self.record(entry)
        hold_to("an entry reads back as it was", head_of(entry) == staged.head, (entry, staged.head))
        self.head = staged.head
        return circumstances

    def look_back(self) -> None:
        """The same commands again, from the beginning, come to the same entries."""
        for seq, (before, command, now, transition) in enumerate(self.history, start=1):
            hold_to(
                "the same commands again change nothing", same(apply(before, command, now, seq), transition), command
            )


def product_arguments(arguments: dict[str, Any]) -> dict[str, Any]:
    return arguments | {"source": GrantSource(arguments["source"])} if "source" in arguments else arguments


def same(one: Transition | LedgerError, other: Transition | LedgerError) -> bool:
    if isinstance(one, LedgerError) or isinstance(other, LedgerError):
        return (type(one), str(one)) == (type(other), str(other))
    return one == other


def moves_of(entry: Document) -> tuple[tuple[Any, ...], ...]:
    return tuple((c["op"], c["amount"], c.get("grant"), c.get("hold")) for c in entry["changes"])


def compare_refusal(refusal: LedgerError, expected: Outcome) -> None:
    found = {name: getattr(refusal, name) for name in expected.details}
    hold_to("a refusal tells what the model does", found == expected.details, (found, expected.details))


def run_over_rules(tally: Tally, chosen: settings) -> None:
    """Run the machine, counting into `tally`; raises what it finds."""
    run_state_machine_as_test(type("RulesMachine", (RulesMachine,), {"tally": tally}), settings=chosen)  # type: ignore[no-untyped-call]
