"""Row 18: 1,000 spends of the last tokens and 1,000 claims at two servers at once; exact, and one."""

import asyncio

from tests.faults.book import Operation
from tests.faults.everyday import next_operation
from tests.faults.ledger_load import give
from tests.faults.load import carry_out
from tests.faults.stage import Stage

AT_ONCE = 1_000
DAY = "86400"
WALLET = "wal_last"


async def run(stage: Stage) -> None:
    servers = await stage.two_servers(CLAIM_PERIOD_SECONDS=DAY)
    await _claims(stage, servers)
    await _spends(stage)
    await _chats(stage, servers)
    await stage.reckon()


async def _claims(stage: Stage, servers: list) -> None:
    person = await stage.person(servers[0])
    ways = stage.ways(person, servers)
    operations = [stage.book.note(next_operation(person, "claim")) for _ in range(AT_ONCE)]
    tasks = [
        stage.start(carry_out(operation, [ways[number % 2]], stage.plan.stream(operation.key)))
        for number, operation in enumerate(operations)
    ]
    await stage.book.strike_when(in_flight=AT_ONCE // 4)
    await asyncio.gather(*tasks)
    granted = [operation for operation in operations if operation.done]
    early = sum(operation.answer.code == "CLAIM_TOO_EARLY" for operation in operations)
    stage.say(f"{AT_ONCE} claims at two servers: {len(granted)} granted, {early} too early")
    assert (len(granted), early) == (1, AT_ONCE - 1)


async def _spends(stage: Stage) -> None:
    """Two processes; there is enough for some of the spends, to the last token."""
    processes = await stage.ledger_processes(2)
    amount = stage.plan.between("tokens of one spend", 1, 50)
    enough = stage.plan.between("spends that there are tokens for", 1, AT_ONCE - 1)
    rest = stage.plan.between("tokens beyond them", 0, amount - 1)
    await give(stage, processes[0], WALLET, amount * enough + rest)
    operations = [
        stage.book.note(Operation("spend", f"spend:last-{number}", WALLET, amount=amount)) for number in range(AT_ONCE)
    ]
    tasks = [
        stage.start(carry_out(operation, [processes[number % 2].attempt], stage.plan.stream(operation.key)))
        for number, operation in enumerate(operations)
    ]
    await stage.book.strike_when(in_flight=AT_ONCE // 4)
    await asyncio.gather(*tasks)
    done = sum(operation.done for operation in operations)
    refused = sum(operation.answer.code == "INSUFFICIENT_TOKENS" for operation in operations)
    stage.say(f"{AT_ONCE} spends at two processes: {done} done, {refused} refused, {rest} tokens left")
    assert (done, refused) == (enough, AT_ONCE - enough)


async def _chats(stage: Stage, servers: list) -> None:
    """The same by chats at two servers, which hold more than they cost: never below zero, each charged once."""
    person = await stage.person(servers[1])
    ways = stage.ways(person, servers)
    operations = [stage.book.note(next_operation(person, "chat")) for _ in range(40)]
    await asyncio.gather(
        *(
            carry_out(operation, [ways[number % 2]], stage.plan.stream(operation.key))
            for number, operation in enumerate(operations)
        )
    )
    done = sum(operation.done for operation in operations)
    stage.say(f"40 chats at two servers: {done} done, {sum(operation.refused for operation in operations)} refused")
    assert done > 0
