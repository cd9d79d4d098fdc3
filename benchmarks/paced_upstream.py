"""A model provider that writes at a steady pace, and costs little: `python -m benchmarks.paced_upstream PORT`.

The message says how many tokens, and how many of them a second: "250 50". Each token is the moment at which it was
sent, in microseconds of the machine's monotonic clock, and a space.
"""

import asyncio
import json
import sys
import time

import uvloop

_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
_JSON = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
_TOKEN = b'data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"%d "}}]}\n\n'
_STOP = b'data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
_USAGE = b'data: {"id":"c","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":%d}}\n\ndata: [DONE]\n\n'


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            if head.startswith("get"):
                body = json.dumps({"object": "list", "data": [{"id": "bench/model"}]}).encode()
                writer.write(_JSON % (len(body), body))
                continue
            length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length:"))
            message = json.loads(await reader.readexactly(length))["messages"][-1]["content"]
            count, per_second = message.split()[-2:]
            await _write(writer, int(count), int(per_second))
    except (asyncio.IncompleteReadError, OSError):
        pass
    finally:
        writer.close()


async def _write(writer: asyncio.StreamWriter, count: int, per_second: int) -> None:
    writer.write(_HEAD)
    began = time.monotonic()
    for number in range(count):
        if (pause := began + number / per_second - time.monotonic()) > 0:
            await asyncio.sleep(pause)
        _chunk(writer, _TOKEN % (time.monotonic_ns() // 1_000))
    _chunk(writer, _STOP)
    _chunk(writer, _USAGE % count)
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))


async def _main(port: int) -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", port, backlog=1_000)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_main(int(sys.argv[1])))
