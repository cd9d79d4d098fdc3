"""The recount finds what is planted: a count that finds nothing shows nothing."""

import pytest

from tests.faults.book import Answer, Book, Operation, Verdict
from tests.faults.load import send_once
from tests.faults.plan import Plan
from tests.faults.recount import recount


def entry(seq: int, key: str, kind: str, *changes: tuple[str, int], hold: str | None = None) -> dict:
    document = {
        "wallet": "w", "seq": seq, "key": key, "kind": kind,
        "changes": [{"op": op, "amount": amount} for op, amount in changes],
    }  # fmt: skip
    return document if hold is None else {**document, "hold": {"id": hold}}


def done(kind: str, key: str, amount: int, available: int, hold: str = "") -> Operation:
    operation = Operation(kind, key, "w", amount=amount, hold=hold)
    operation.answer = Answer(Verdict.DONE, told={"available": available})
    return operation


def refused(kind: str, key: str, amount: int) -> Operation:
    operation = Operation(kind, key, "w", amount=amount)
    operation.answer = Answer(Verdict.REFUSED, "INSUFFICIENT_TOKENS")
    return operation


def chatted(key: str, cost: int) -> Operation:
    operation = Operation("chat", key, "w", attempts=1)
    operation.answer = Answer(Verdict.DONE, told={"usage": {"cost": str(cost)}})
    return operation


def books() -> tuple[list[dict], list[Operation]]:
    """A wallet in order: a grant, a spend, a chat, a hold that was settled, and a refusal."""
    entries = [
        entry(1, "grant:1", "grant", ("grant", 100)),
        entry(2, "spend:1", "spend", ("spend", 10)),
        entry(3, "chat:k", "hold", ("hold", 50), hold="g.1"),
        entry(4, "end:g.1", "settle", ("settle", 7), ("return", 43), hold="g.1"),
        entry(5, "hold:1", "hold", ("hold", 20), hold="h"),
        entry(6, "end:h", "settle", ("settle", 5), ("return", 15), hold="h"),
    ]
    operations = [
        done("grant", "grant:1", 100, 100),
        done("spend", "spend:1", 10, 90),
        chatted("k", 7),
        done("hold", "hold:1", 20, 63, hold="h"),
        done("settle", "end:h", 5, 78, hold="h"),
        refused("spend", "spend:2", 1_000),
    ]
    return entries, operations


def test_books_in_order_have_no_problem():
    entries, operations = books()
    result = recount(entries, operations)
    assert result.problems == []
    assert (result.granted, result.spent, result.available, result.held) == (100, 22, {"w": 78}, {"w": 0})


def lost(entries, _operations):
    entries[1] = entry(2, "welcome:x", "grant", ("grant", 1))


def twice(entries, _operations):
    entries.append(entry(7, "spend:1", "spend", ("spend", 10)))


def minted(entries, _operations):
    entries.append(entry(7, "grant:9", "grant", ("grant", 10)))


def gap(entries, _operations):
    entries[5] = {**entries[5], "seq": 7}


def other_amount(entries, _operations):
    entries[1] = entry(2, "spend:1", "spend", ("spend", 11))


def refused_and_done(entries, _operations):
    entries.append(entry(7, "spend:2", "spend", ("spend", 1)))


def other_balance(_entries, operations):
    operations[1] = done("spend", "spend:1", 10, 91)


def open_hold(entries, _operations):
    del entries[3]


def other_charge(entries, _operations):
    entries[3] = entry(4, "end:g.1", "settle", ("settle", 8), ("return", 42), hold="g.1")


def below_zero(entries, _operations):
    entries.append(entry(7, "end:z", "settle", ("spend", 1_000), hold="z"))


@pytest.mark.parametrize(
    "fault",
    [
        lost, twice, minted, gap, other_amount, refused_and_done, other_balance, open_hold, other_charge, below_zero
    ],
)  # fmt: skip
def test_every_planted_fault_is_found(fault):
    entries, operations = books()
    fault(entries, operations)
    assert recount(entries, operations).problems


def test_a_seed_decides_the_same_again(capsys):
    def decisions(seed: int) -> list:
        plan = Plan(seed, "5")
        return [plan.between("a", 0, 10**6), plan.one_of("b", range(10**6)), plan.stream("c").random()]

    assert decisions(7) == decisions(7)
    assert decisions(7) != decisions(8)
    assert "row  5 | decided: a = " in capsys.readouterr().out


async def test_a_fault_that_meets_nothing_fails():
    book = Book()
    operation = book.note(Operation("spend", "spend:1", "w"))
    with pytest.raises(AssertionError, match="nothing was in flight"):
        book.strike()

    async def strike(_operation: Operation) -> Answer:
        book.strike()
        return Answer(Verdict.DONE)

    await send_once(operation, strike)
    assert book.in_flight == [operation]
