"""Streams a chat over server-sent events and reads on after every lost connection. Needs httpx.

python stream_chat.py http://127.0.0.1:8000/graphql "Write a poem"     # TOKENTILL_TOKEN holds the access token
"""

import json
import os
import random
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx

DOCUMENT = """
subscription StreamChat($message: String!, $key: String!, $afterIndex: Int!, $afterAttempt: Int) {
  chatStream(
    input: { message: $message, idempotencyKey: $key }, afterIndex: $afterIndex, afterAttempt: $afterAttempt
  ) {
    __typename
    ... on ChatStarted { attempt }
    ... on ChatDelta { index text }
    ... on ChatCompleted { reply { finishReason } usage { cost } balance { available } }
    ... on UserError { code message retryable }
  }
}
"""
LONGEST_PAUSE_SECONDS = 5.0
GIVE_UP_SECONDS = 120.0
SILENCE_SECONDS = 30.0  # the server sends a comment every 12 seconds


class ChatFailedError(Exception):
    """The server refused, for good; nothing more is charged."""


def stream_chat(url: str, token: str, message: str, key: str) -> Iterator[dict[str, Any]]:
    """Yields `ChatDelta`s, then one `ChatCompleted`. After each delta: `text = text[:index] + delta text`.

    The key names the chat: whatever happens to connections, servers and this process, it is charged once.
    """
    at = {"afterIndex": 0, "afterAttempt": None}
    pause, progress_at = 0.1, time.monotonic()
    while time.monotonic() - progress_at < GIVE_UP_SECONDS:
        try:
            for event in _events(url, token, {"message": message, "key": key, **at}):
                match event["__typename"]:
                    case "ChatStarted":
                        at["afterAttempt"] = event["attempt"]
                    case "ChatDelta":
                        at["afterIndex"] = event["index"] + len(event["text"])  # code points, as Python counts
                        pause, progress_at = 0.1, time.monotonic()
                        yield event
                    case "ChatCompleted":
                        yield event
                        return
                    case _ if not event.get("retryable"):
                        raise ChatFailedError(f"{event['code']}: {event['message']}")
        except httpx.TransportError:
            pass  # lost: ask again under the same key, from where we are
        time.sleep(pause * random.uniform(0.5, 1))  # so that not all come back at once
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    raise ChatFailedError("the server could not be reached for too long")


def _events(url: str, token: str, variables: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What one connection brings. An end without `complete` is a lost connection."""
    headers = {"accept": "text/event-stream", "authorization": f"Bearer {token}"}
    body = {"query": DOCUMENT, "variables": variables}
    with httpx.stream("POST", url, json=body, headers=headers, timeout=SILENCE_SECONDS) as response:
        if not response.headers["content-type"].startswith("text/event-stream"):
            response.read()
            yield _refusal(response.json())
            return
        for line in _lines(response):
            if line == b"event: complete":
                return
            if line.startswith(b"data: "):
                payload = json.loads(line.removeprefix(b"data: "))
                yield _refusal(payload) if "errors" in payload else payload["data"]["chatStream"]


def _lines(response: httpx.Response) -> Iterator[bytes]:
    """Whole lines. Those of `iter_lines` also end at characters that may stand within a reply, such as U+2028."""
    rest = b""
    for part in response.iter_bytes():
        *lines, rest = (rest + part).split(b"\n")
        yield from lines


def _refusal(answer: dict[str, Any]) -> dict[str, Any]:
    """An error of the whole request, such as TOKEN_EXPIRED or SERVER_BUSY, in the form of a refused chat."""
    error = answer["errors"][0]
    return {"__typename": "OperationRefused", "message": error["message"], **error["extensions"]}


def main() -> None:
    url, message = sys.argv[1:]
    for event in stream_chat(url, os.environ["TOKENTILL_TOKEN"], message, f"chat-{uuid.uuid4()}"):
        if event["__typename"] == "ChatDelta":
            sys.stdout.write(event["text"])  # an attempt that began anew, with index 0, is simply written below
            sys.stdout.flush()
        else:
            usage, balance = event["usage"], event["balance"]
            sys.stderr.write(f"\ncost {usage['cost']}, left {balance['available']}\n")


if __name__ == "__main__":
    main()
