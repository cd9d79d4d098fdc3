"""Replies as they are written: what a token costs, how late it comes, and how many streams one worker carries."""

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from benchmarks.measuring import cpu_seconds
from benchmarks.servers import User, free_port, make_users, our_server, running
from benchmarks.stand import Stand
from benchmarks.stream_reader import StreamReader, read_stream
from models.ids import new_id

__all__ = ["streams"]

TOKENS_PER_SECOND = 50
BEHIND_SECONDS = 0.25
"""A stream whose last token comes later than that has fallen behind."""
FIRST_TOKENS = 40
WARM_UP = 5
"""The first ones open connections and fill caches."""
USERS = 200


async def streams(stand: Stand) -> None:
    """Up to 200 paced streams of 50 tokens/s on one worker, and 20 that are read on another server than writes them."""
    name = new_id("bench")
    users = await make_users(stand, name, USERS, grants=1)
    with ExitStack() as stack:
        upstream = stack.enter_context(_upstream())
        env = {"OPENAI_BASE_URL": f"http://127.0.0.1:{upstream}/v1", "CHAT_MAX_TOKENS": "1000"}
        port, pid = stack.enter_context(our_server(stand, name, env))
        await asyncio.sleep(1)  # until its first refreshes and sweeps are over
        await _first_token(upstream, port, users)
        seconds = max(3.0, stand.seconds)
        for count in (1, 20, 100, USERS):
            await _carry(f"streams {count}", [(port, pid)], stand, users[:count], seconds)
        second = stack.enter_context(our_server(stand, name, env))
        await _carry("streams_elsewhere 20", [(port, pid), second], stand, users[:20], seconds)


async def _first_token(upstream: int, port: int, users: Sequence[User]) -> None:
    """From the request to the first token, in turn; and from the upstream's write of it, which leaves out the hold."""
    directly, ours, on_the_way, directly_on_the_way = [], [], [], []
    for number in range(FIRST_TOKENS + WARM_UP):
        took, lag = await _direct(upstream)
        stream = await read_stream(port, users[number][1], "2 50", new_id("key"))
        if number >= WARM_UP:
            directly.append(took)
            directly_on_the_way.append(lag)
            ours.append(stream.first_at - stream.sent_at)
            on_the_way.append(stream.lags[0])
    middle = [statistics.median(each) * 1e3 for each in (directly, ours, directly_on_the_way, on_the_way)]
    print(f"  first token: upstream directly {middle[0]:.2f} ms, through the server {middle[1]:.2f} ms (median)")
    print(f"  of which from the upstream's write: directly {middle[2]:.2f} ms, through the server {middle[3]:.2f} ms")
    print(f"figure streams_added_to_first_token_ms 1 {middle[1] - middle[0]:.2f}")
    print(f"figure streams_added_on_the_way_ms 1 {middle[3] - middle[2]:.2f}", flush=True)


async def _direct(port: int) -> tuple[float, float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = json.dumps({"messages": [{"role": "user", "content": "2 50"}]}).encode()
    began = time.monotonic()
    writer.write(b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    await reader.readuntil(b"\r\n\r\n")
    event = await reader.readuntil(b"\n\n")
    now = time.monotonic()
    writer.close()
    stamp = int(event.partition(b'"content":"')[2].partition(b" ")[0])
    return now - began, now - stamp / 1e6


Servers = Sequence[tuple[int, int]]
"""Ports and process ids."""


async def _carry(name: str, servers: Servers, stand: Stand, users: Sequence[User], seconds: float) -> None:
    """So many streams at once. With two servers the first writes and the second is read."""
    message = f"{int(seconds * TOKENS_PER_SECOND)} {TOKENS_PER_SECOND}"
    pairs = [(user, new_id("key")) for user in users]
    before = [cpu_seconds(pid) for _, pid in servers], cpu_seconds(stand.mongod), cpu_seconds(os.getpid())
    if len(servers) > 1:
        await asyncio.gather(
            *(read_stream(servers[0][0], token, message, key, leaves=True) for (_, token), key in pairs)
        )
    read: list[StreamReader] = await asyncio.gather(
        *(read_stream(servers[-1][0], token, message, key) for (_, token), key in pairs)
    )
    cpu = [cpu_seconds(pid) - earlier for (_, pid), earlier in zip(servers, before[0], strict=True)]
    mongod, driver = cpu_seconds(stand.mongod) - before[1], cpu_seconds(os.getpid()) - before[2]
    failed = [stream.ended for stream in read if stream.ended != "ChatCompleted"]
    tokens, frames = sum(stream.tokens for stream in read), sum(stream.frames for stream in read)
    lags = sorted(lag for stream in read for lag in stream.lags)
    behind = sum(not stream.lags or stream.lags[-1] > BEHIND_SECONDS for stream in read)
    spent = " + ".join(f"{each / tokens * 1e6:.0f}" for each in cpu)
    print(
        f"  {name}: {tokens} tokens in {frames} frames, CPU a token {spent} us + mongod "
        f"{mongod / tokens * 1e6:.0f} us; lag p50 {lags[len(lags) // 2] * 1e3:.1f} ms, "
        f"p99 {lags[len(lags) * 99 // 100] * 1e3:.1f} ms; behind {behind}; failed {len(failed)} {failed[:1]}; "
        f"driver {driver / seconds:.0%} of a core",
        flush=True,
    )
    print(f"figure {name.replace(' ', '_behind ')} {behind}", flush=True)


@contextmanager
def _upstream() -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.paced_upstream", str(port)]
    with running(command, {}, port):
        yield port
