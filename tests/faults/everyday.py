"""The everyday load of a server: people who chat, claim and look at their balance."""

import itertools
import random

from tests.faults.book import Operation
from tests.faults.people import Person
from tests.faults.server import Server
from tests.faults.stage import Stage

__all__ = ["answered_in_time", "everyday_load", "next_operation"]

PEOPLE = 6
TASKS_OF_A_PERSON = 2
PAUSE_SECONDS = 0.02
ANSWER_SECONDS = 10.5
"""Ten, and what the driver's own machine may add."""
CHAT_SECONDS = 20.0
"""A chat whose key another server works on may wait for that server, and then for the database."""
_numbers = itertools.count()


async def everyday_load(stage: Stage, servers: list[Server]) -> None:
    """Start the load on `servers`; each attempt goes to one of them by chance."""
    dice = stage.plan.stream("load")
    for _ in range(PEOPLE):
        person = await stage.person(dice.choice(servers))
        stage.load.add(
            TASKS_OF_A_PERSON, dice, _following(person), stage.ways(person, servers), pause_seconds=PAUSE_SECONDS
        )


def answered_in_time(stage: Stage) -> None:
    """Nobody has hung, whatever became of the database."""
    slowest = stage.book.slowest_by_kind()
    stage.say(f"slowest answers in seconds: {slowest}")
    stage.within("slowest chat", slowest.pop("chat"), CHAT_SECONDS)
    stage.within("slowest other answer", max(slowest.values()), ANSWER_SECONDS)


def next_operation(person: Person, kind: str) -> Operation:
    """A new operation of `person`, under a key of its own."""
    number = next(_numbers)
    return Operation(kind, f"{kind}-{number}", person.wallet, text=f"What is {number} + 1?")


def _following(person: Person):
    def following(_turn: int, dice: random.Random) -> Operation:
        return next_operation(person, dice.choices(("chat", "claim", "balance"), (3, 3, 2))[0])

    return following
