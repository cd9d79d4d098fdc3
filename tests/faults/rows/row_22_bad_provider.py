"""Row 22: a provider that hangs, refuses, fails, breaks off or miscounts; tries are bounded and charges exact."""

from tests.faults.book import Verdict
from tests.faults.everyday import next_operation
from tests.faults.load import carry_out, send_once
from tests.faults.provider import provider
from tests.faults.stage import Stage
from tests.support.upstream import HANG, answer, chunk, usage_chunk

MOST_TRIES = 3
LIMITS = {"CHAT_FIRST_BYTE_SECONDS": "3", "CHAT_IDLE_SECONDS": "2"}
FAILURES = {
    "401": ([401], "PROVIDER_AUTH"),
    "402": ([402], "PROVIDER_PAYMENT_REQUIRED"),
    "404": ([404], "MODEL_NOT_FOUND"),
    "408": ([408], "PROVIDER_TIMEOUT"),
    "429": ([429], "PROVIDER_RATE_LIMITED"),
    "500": ([500], "PROVIDER_UNAVAILABLE"),
    "hang": ([HANG], "PROVIDER_TIMEOUT"),
    "garbage": ([b"data: garbage\n\n"], "PROVIDER_BAD_RESPONSE"),
    "lost connection": ([None], "PROVIDER_UNAVAILABLE"),
}
"""What is told of each, after which nothing was charged."""
_SENT_AND_EIGHT_BYTES = 2
DELIVERIES = {
    "cut": [chunk("Hello wo"), None],
    "silence after text": [chunk("Hello wo"), HANG],
    "no usage": [chunk("Hello wo"), chunk(finish="stop")],
    "absurd usage": [chunk("Hello wo"), chunk(finish="stop"), usage_chunk(10**9, 10**9)],
}
"""What is charged by the local count of what came."""


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        servers = await stage.two_servers(**upstream.settings, **LIMITS)
        cases = [case for case in (*FAILURES, *DELIVERIES) if case != "hang"]
        stage.plan.stream("order").shuffle(cases)
        for case in ["hang", *cases]:
            person = await stage.person(servers[0])
            operation = stage.book.note(next_operation(person, "chat"))
            ways = stage.ways(person, servers)
            way = stage.plan.one_of(f"server of {case}", (0, 1))
            before = len(upstream.raw.requests)
            upstream.raw.replies = [FAILURES[case][0] if case in FAILURES else DELIVERIES[case]]
            sent = stage.start(send_once(operation, ways[way]))
            if case == "hang":
                await stage.book.strike_when(in_flight=1)
            got = await sent
            asked = len(upstream.raw.requests) - before
            assert 1 <= asked <= MOST_TRIES, f"{case}: asked {asked} times"
            entries = list(stage.database["ledger_entries"].find({"wallet": person.wallet, "kind": "settle"}))
            if case in DELIVERIES:
                assert got.verdict is Verdict.DONE, (case, got)
                (usage,) = (entry["usage"] for entry in entries)
                local = -(-len(operation.text.encode()) // 4) + 4
                assert (usage["input_tokens"], usage["output_tokens"]) == (local, _SENT_AND_EIGHT_BYTES), (case, usage)
                continue
            assert (got.code, entries) == (FAILURES[case][1], []), (case, got)
            upstream.raw.replies = [answer("the end.", prompt=12, completion=8)]
            if got.verdict is Verdict.AGAIN:
                await carry_out(operation, ways, stage.plan.stream(case))
                assert operation.done, operation.answer
        await stage.reckon()
