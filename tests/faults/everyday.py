"""The everyday load of a server: people who chat, claim and look at their balance."""

import itertools
import random

from tests.faults.book import Operation
from tests.faults.people import Person
from tests.faults.server import Server
from tests.faults.stage import Stage

__all__ = ["everyday_load", "next_operation"]

PEOPLE = 6
TASKS_OF_A_PERSON = 2
PAUSE_SECONDS = 0.02
_numbers = itertools.count()


async def everyday_load(stage: Stage, servers: list[Server]) -> None:
    """Start the load on `servers`; each attempt goes to one of them by chance."""
    dice = stage.plan.stream("load")
    for _ in range(PEOPLE):
        person = await stage.person(dice.choice(servers))
        stage.load.add(
            TASKS_OF_A_PERSON, dice, _following(person), stage.ways(person, servers), pause_seconds=PAUSE_SECONDS
        )


def next_operation(person: Person, kind: str) -> Operation:
    """A new operation of `person`, under a key of its own."""
    number = next(_numbers)
    return Operation(kind, f"{kind}-{number}", person.wallet, text=f"What is {number} + 1?")


def _following(person: Person):
    def following(_turn: int, dice: random.Random) -> Operation:
        return next_operation(person, dice.choices(("chat", "claim", "balance"), (3, 3, 2))[0])

    return following
