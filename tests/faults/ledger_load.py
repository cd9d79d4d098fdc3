"""Load on the ledger alone: grants, spends, holds and their ends, from several processes."""

import itertools
import random
from collections.abc import Callable

from tests.faults.book import Operation
from tests.faults.load import carry_out
from tests.faults.stage import Stage
from tests.faults.workers import LedgerProcess

__all__ = ["give", "ledger_load"]

STARTING_TOKENS = 10_000_000
MOST_TOKENS_AT_ONCE = 500
_numbers = itertools.count()


async def ledger_load(stage: Stage, *, processes: int, wallets: int, tasks: int) -> list[LedgerProcess]:
    """Start `tasks` tasks for each of `processes` new processes, on `wallets` wallets that they all share."""
    started = await stage.ledger_processes(processes)
    dice = stage.plan.stream("ledger")
    names = [f"wal_shared_{number}" for number in range(wallets)]
    for name in names:
        await give(stage, started[0], name, STARTING_TOKENS)
    for process in started:
        stage.load.add(tasks, dice, _following(names), [process.attempt])
    return started


async def give(stage: Stage, process: LedgerProcess, wallet: str, amount: int) -> None:
    """Grant `amount` tokens to `wallet`."""
    key = f"grant:{next(_numbers)}"
    await carry_out(
        stage.book.note(Operation("grant", key, wallet, amount=amount)), [process.attempt], random.Random(0)
    )


def _following(wallets: list[str]) -> Callable[[int, random.Random], Operation]:
    """Operations of one task: spends and grants, and holds which the next turn ends, one way or the other."""
    open_holds: list[Operation] = []

    def following(_turn: int, dice: random.Random) -> Operation:
        ready = [hold for hold in open_holds if hold.done]
        if ready and dice.random() < 0.5:
            hold = ready[-1]
            open_holds.remove(hold)
            kind = dice.choice(("settle", "settle", "release"))
            amount = dice.randint(0, hold.amount) if kind == "settle" else 0
            return Operation(kind, f"end:{hold.hold}", hold.wallet, amount=amount, hold=hold.hold)
        number = next(_numbers)
        kind = dice.choices(("spend", "hold", "grant"), (6, 2, 1))[0]
        wallet, amount = dice.choice(wallets), dice.randint(1, MOST_TOKENS_AT_ONCE)
        operation = Operation(kind, f"{kind}:{number}", wallet, amount=amount, hold=f"hold-{number}")
        if kind == "hold":
            open_holds.append(operation)
        return operation

    return following
