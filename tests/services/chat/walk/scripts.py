"""What a provider does in one chat, drawn by chance, and what the walk expects of it by arithmetic of its own."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.upstream import HANG, answer, chunk, usage_chunk

__all__ = ["KINDS", "MOST_TOKENS", "Counts", "Script", "draw_script", "local_counts"]

KINDS = ("input", "output", "cache_read", "cache_write", "reasoning")
MOST_TOKENS = 100
"""The limit of every reply."""
Counts = Mapping[str, int]
_NONE: dict[str, dict[str, Any]] = {"cmpl-1": {}}
"""A record without counts: nobody has to wait whether a better one comes."""
_WORDS = ("alpha", "你好", "naïve", "12,5 %", "😀", "omega.")
_FAULTS = {400: "PROVIDER_REFUSED", 401: "PROVIDER_AUTH", 404: "MODEL_NOT_FOUND", 429: "PROVIDER_RATE_LIMITED"}


@dataclass(frozen=True, kw_only=True)
class Script:
    """`counts` is None where the local count is to be charged; `code` is that of a failure."""

    name: str
    reply: list[Any]
    text: str = ""
    counts: Counts | None = None
    code: str | None = None
    hangs: bool = False
    """The text is followed by silence: it has to be cancelled."""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)


def draw_script(chance: random.Random, *, hangs: bool = False) -> Script:
    """Any script; one that `hangs` where it is asked for."""
    if hangs:
        return _broken_off(chance, HANG)
    return chance.choice([_whole, _whole, _whole, _uncounted, _absurd, _cut, _fault, _garbage])(chance)


def local_counts(request: Mapping[str, Any], text: str) -> Counts:
    """The local count, by what the provider was sent and what it gave."""
    sent = sum(_quarter(message["content"]) + 4 for message in request["messages"])
    return _counts(sent, _quarter(text), 0, 0, 0)


def _whole(chance: random.Random) -> Script:
    """A proper end, in one of the shapes that servers send, of counts that are drawn canonical."""
    text = _text(chance)
    counts = [chance.randint(1, 60), chance.randint(1, 50), *(chance.choice([0, chance.randint(1, 40)]) for _ in "rwt")]
    given, written, read, put, thought = counts
    prompt, completion = given + read + put, written + thought
    shapes = [
        {
            "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": read, "cache_write_tokens": put},
            "completion_tokens_details": {"reasoning_tokens": thought},
        },
        {
            "prompt_tokens_details": {"cached_tokens": read},
            "cache_read_input_tokens": read,
            "cache_creation_input_tokens": put,
            "completion_tokens_details": {"reasoning_tokens": thought},
        },
    ]
    shape = chance.choice(shapes)
    reply = [*_pieces(text), chunk(finish="stop"), usage_chunk(prompt, completion, **shape)]
    return Script(name="whole", reply=reply, text=text, counts=_counts(*counts))


def _uncounted(chance: random.Random) -> Script:
    text = _text(chance)
    return Script(name="uncounted", reply=[*_pieces(text), chunk(finish="stop")], text=text, records=_NONE)


def _absurd(chance: random.Random) -> Script:
    text = _text(chance)
    wrong = chance.choice([(10**9, 5), (5, 10**9), (0, 5), (-1, 5), (5, 0), (5, "5")])
    return Script(name="absurd", reply=answer(text, prompt=wrong[0], completion=wrong[1]), text=text)


def _cut(chance: random.Random) -> Script:
    return _broken_off(chance, None)


def _broken_off(chance: random.Random, end: object) -> Script:
    """Text and no end; half of the time the provider keeps a record of it, which is sometimes of more than came."""
    text = _text(chance)
    script = {"name": "hang" if end is HANG else "cut", "reply": [*_pieces(text), end], "hangs": end is HANG}
    if chance.random() < 0.5:
        return Script(**script, text=text, records=_NONE)
    given, read, thought = chance.randint(1, 60), chance.randint(0, 40), chance.randint(0, 30)
    too_much = chance.random() < 0.3
    written = len(text.encode()) + 1 if too_much else chance.randint(1, min(50, len(text)))
    record = {
        "native_tokens_prompt": given + read,
        "native_tokens_cached": read,
        "native_tokens_completion": written + thought,
        "native_tokens_reasoning": thought,
    }
    counts = None if too_much else _counts(given, written, read, 0, thought)
    return Script(**script, text=text, counts=counts, records={"cmpl-1": record})


def _fault(chance: random.Random) -> Script:
    status = chance.choice(sorted(_FAULTS))
    return Script(name="fault", reply=[status], code=_FAULTS[status])


def _garbage(chance: random.Random) -> Script:
    body = chance.choice([b"data: garbage\n\n", b"data: 42\n\n", json.dumps({"error": "no"}).encode()])
    return Script(name="garbage", reply=[body], code="PROVIDER_BAD_RESPONSE")


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, 30)))


def _pieces(text: str) -> list[bytes]:
    return [chunk(text[start : start + 9]) for start in range(0, len(text), 9)]


def _quarter(text: str) -> int:
    size = len(text.encode())
    return size // 4 + (1 if size % 4 else 0)


def _counts(*numbers: int) -> Counts:
    return dict(zip(KINDS, numbers, strict=True))
