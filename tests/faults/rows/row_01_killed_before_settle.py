"""Row 1: kill -9 after the provider's reply, before settle; the hold is resolved once.

Two points: the reply is not recorded yet (the work is lost, nothing is charged, the same key begins again), and it is
recorded but not charged yet (whoever takes over charges it). Then in mid-stream, with a reader on the other server: it
is told, begins again under the same key, and never joins the texts of two attempts.
"""

import asyncio

import httpx

from tests.faults.everyday import next_operation
from tests.faults.kill_points import KillPoint
from tests.faults.kills import killed_after_reply, recovered
from tests.faults.people import Person
from tests.faults.provider import Provider, provider
from tests.faults.server import Server
from tests.faults.stage import Stage
from tests.support.subscription import sse_events

READ_ON = """subscription ($message: String!, $key: String!, $afterIndex: Int!, $afterAttempt: Int) {
  chatStream(input: { message: $message, idempotencyKey: $key }, afterIndex: $afterIndex, afterAttempt: $afterAttempt) {
    __typename
    ... on ChatStarted { attempt }
    ... on ChatDelta { index nextIndex text }
    ... on ChatCompleted { reply { content } }
    ... on UserError { code retryable }
  }
}"""
PIECES = 40
POINTS = (KillPoint("findAndModify", "generations"), KillPoint("insert", "ledger_entries"))


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        stays = await stage.server(**upstream.settings)
        kills = [await killed_after_reply(stage, upstream, stays, point) for point in POINTS]
        await recovered(stage, kills)
        await stage.reckon()
        _, recorded = kills
        charged = stage.database["ledger_entries"].count_documents({"kind": "settle"})
        chats = [operation for chats in kills for operation in chats.operations]
        left_unrecorded = sum(operation.abandoned for operation in kills[0].operations)
        # Who asked again pays once, and so does who left a recorded reply. An unrecorded one may yet be recorded:
        # mongod sometimes carries out what a connection that is gone has asked for.
        assert 0 <= len(chats) - charged <= left_unrecorded, (charged, len(chats), left_unrecorded)
        assert all(upstream.asked(operation.text) == 1 for operation in recorded.operations)
        await _killed_mid_stream(stage, stays, upstream)


async def _killed_mid_stream(stage: Stage, stays: Server, upstream: Provider) -> None:
    victim = await stage.server(**upstream.settings)
    upstream.reply_slowly(PIECES, 0.1)
    person = await stage.person(victim)
    operation = stage.book.note(next_operation(person, "chat"))
    operation.abandoned, operation.attempts = True, 1  # nobody asks by the mutation
    begun = stage.start(_read_on(person, [victim, stays], operation.text, operation.key))
    await upstream.wait_asked([operation.text])
    follower = stage.start(_read_on(person, [stays], operation.text, operation.key))
    await asyncio.sleep(stage.plan.between("milliseconds of streaming", 800, 2_000) / 1_000)
    victim.running.kill()
    stage.say(f"{victim.name} killed in mid-stream")
    replies = await asyncio.gather(begun, follower)
    stage.say(f"two readers saw the attempts {[attempts for attempts, _ in replies]}")
    assert len({text for _, text in replies}) == 1
    assert all(attempts == {1, 2} for attempts, _ in replies), replies
    await stage.reckon()


async def _read_on(person: Person, servers: list[Server], message: str, key: str) -> tuple[set[int], str]:
    """The attempts that a reader saw who comes back each time, and its text at the end."""
    text, place, attempts = "", {"afterIndex": 0, "afterAttempt": None}, set()
    for turn in range(600):
        server = servers[turn % len(servers)]
        try:
            variables = {"message": message, "key": key, **place}
            async for event in sse_events(f"{server.url}/graphql", READ_ON, variables, token=person.token):
                chat = event["data"]["chatStream"]
                if chat["__typename"] == "ChatStarted":
                    place["afterAttempt"] = chat["attempt"]
                    attempts.add(chat["attempt"])
                elif chat["__typename"] == "ChatDelta":
                    text = text[: chat["index"]] + chat["text"]
                    place["afterIndex"] = chat["nextIndex"]
                elif chat["__typename"] == "ChatCompleted":
                    assert text == chat["reply"]["content"]
                    return attempts, text
                else:
                    assert chat["retryable"], chat
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.2)
    raise AssertionError("never read to the end")
