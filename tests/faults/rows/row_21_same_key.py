"""Row 21: the same key at the same time at two servers runs once and answers all alike; other input is an error."""

import asyncio

from tests.faults.book import Operation, Verdict
from tests.faults.everyday import next_operation
from tests.faults.load import carry_out, send_once
from tests.faults.people import Person
from tests.faults.server import Server
from tests.faults.shop import shared_stripe
from tests.faults.stage import Stage

KINDS = ("claim", "chat", "purchase")
PACKAGES = ("package_100k", "package_500k")


async def run(stage: Stage) -> None:
    with shared_stripe() as env:
        await _run(stage, await stage.two_servers(**env))


async def _run(stage: Stage, servers: list[Server]) -> None:
    for kind in KINDS:
        person = await stage.person(servers[0])
        original = stage.book.note(_operation(person, kind))
        callers = [original, *(_again(original) for _ in range(stage.plan.between(f"callers of one {kind}", 10, 40)))]
        ways = stage.ways(person, servers)
        tasks = [
            stage.start(carry_out(caller, [ways[number % 2]], stage.plan.stream(f"{kind}/{number}")))
            for number, caller in enumerate(callers)
        ]
        await stage.book.strike_when(in_flight=1)
        await asyncio.gather(*tasks)
        assert all(caller.done for caller in callers), [caller.answer for caller in callers if not caller.done][:3]
        answers = {str(caller.answer.told) for caller in callers}
        stage.say(f"{len(callers)} callers with one key for {kind}: {len(answers)} answer")
        assert len(answers) == 1, answers
        await _other_input(stage, person, servers, original)
    assert stage.database["payments"].count_documents({}) == 1
    await stage.reckon()


async def _other_input(stage: Stage, person: Person, servers: list[Server], original: Operation) -> None:
    """The same key with another message or package. A claim has no input that could differ."""
    if original.kind == "claim":
        return
    other = _again(original)
    other.text = "something else" if original.kind == "chat" else PACKAGES[1]
    for way in stage.ways(person, servers):
        answer = await send_once(other, way)
        assert (answer.verdict, answer.code) == (Verdict.REFUSED, "IDEMPOTENCY_CONFLICT"), answer


def _operation(person: Person, kind: str) -> Operation:
    operation = next_operation(person, kind)
    if kind == "purchase":
        operation.text = PACKAGES[0]
    return operation


def _again(operation: Operation) -> Operation:
    return Operation(operation.kind, operation.key, operation.wallet, text=operation.text)
