"""What upstreams do, and what each comes to: code, charge, what is left held, what is stored. A table, no code."""

from dataclasses import dataclass, field
from typing import Any

from gateways.providers import TokenCounts
from tests.support.upstream import HANG, answer, chunk, usage_chunk

__all__ = ["AIMOCK_ROWS", "RAW_ROWS", "Row"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One upstream. The message that is sent is the row's name; `code` is None for a reply, which then is `text`."""

    name: str
    upstream: Any
    """For aimock a fixture without its match; for the raw upstream what it replies, in turn."""
    code: str | None = None
    retryable: bool = False
    requests: int = 1
    """How often the upstream was asked."""
    text: str = ""
    finish: str = "stop"
    counts: TokenCounts = field(default_factory=TokenCounts)
    by: str = "provider"
    flag: str | None = None
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The provider's records of generations, by id."""

    @property
    def charge(self) -> int:
        """Every model token is one wallet token here, so the charge shows whether one was counted twice."""
        return self.counts.total


def _status(status: int, code: str, *, passing: bool, requests: int = 1) -> Row:
    fixture = {"response": {"error": {"message": "no"}, "status": status, "retryAfter": 0}}
    return Row(name=f"status {status}", upstream=fixture, code=code, retryable=passing, requests=requests)


def _text(content: str, **more: Any) -> dict[str, Any]:
    return {"response": {"content": content, **more}}


AIMOCK_ROWS = [
    Row(
        name="plain usage",
        upstream=_text("Hello!", usage={"prompt_tokens": 12, "completion_tokens": 9, "total_tokens": 21}),
        text="Hello!",
        counts=TokenCounts(12, 9),
    ),
    Row(
        name="cached and reasoning",
        upstream=_text(
            "Hello!",
            usage={
                "prompt_tokens": 40,
                "completion_tokens": 30,
                "total_tokens": 70,
                "cost": 0.01,
                "prompt_tokens_details": {"cached_tokens": 20, "cache_write_tokens": 5},
                "completion_tokens_details": {"reasoning_tokens": 12},
            },
        ),
        text="Hello!",
        counts=TokenCounts(15, 18, 20, 5, 12),
    ),
    Row(
        name="output limit",
        upstream=_text("cut h", finishReason="length", usage={"prompt_tokens": 12, "completion_tokens": 2}),
        text="cut h",
        finish="length",
        counts=TokenCounts(12, 2),
    ),
    Row(
        name="absurd usage",
        upstream=_text("Hello!", usage={"prompt_tokens": 10**9, "completion_tokens": 10**9}),
        text="Hello!",
        counts=TokenCounts(3 + 4, 2),
        by="local",
        flag="USAGE_IMPLAUSIBLE",
    ),
    Row(
        name="parts above their whole",
        upstream=_text(
            "Hello!",
            usage={"prompt_tokens": 10, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 11}},
        ),
        text="Hello!",
        counts=TokenCounts(6 + 4, 2),
        by="local",
        flag="USAGE_IMPLAUSIBLE",
    ),
    Row(
        name="empty reply",
        upstream=_text("", usage={"prompt_tokens": 5, "completion_tokens": 0}),
        code="EMPTY_REPLY",
        retryable=True,
    ),
    _status(400, "PROVIDER_REFUSED", passing=False),
    _status(401, "PROVIDER_AUTH", passing=False),
    _status(402, "PROVIDER_PAYMENT_REQUIRED", passing=False),
    _status(403, "PROVIDER_FORBIDDEN", passing=False),
    _status(404, "MODEL_NOT_FOUND", passing=False),
    _status(408, "PROVIDER_TIMEOUT", passing=True, requests=3),
    _status(429, "PROVIDER_RATE_LIMITED", passing=True, requests=3),
    _status(500, "PROVIDER_UNAVAILABLE", passing=True, requests=3),
    _status(502, "PROVIDER_UNAVAILABLE", passing=True, requests=3),
    _status(503, "PROVIDER_UNAVAILABLE", passing=True, requests=3),
    Row(
        name="moderated",
        upstream={
            "response": {
                "error": {"message": "no", "metadata": {"reasons": ["violence"], "flagged_input": "x"}},
                "status": 403,
            }
        },
        code="MESSAGE_MODERATED",
    ),
    Row(
        name="hang",
        upstream={**_text("Hello!"), "chaos": {"latencyMs": 30_000}},
        code="PROVIDER_TIMEOUT",
        retryable=True,
        requests=0,  # aimock keeps a journal of what it has answered
    ),
    Row(
        name="garbage",
        upstream={**_text("Hello!"), "chaos": {"malformedRate": 1}},
        code="PROVIDER_BAD_RESPONSE",
        retryable=True,
    ),
    Row(
        name="lost connection",
        upstream={**_text("Hello!"), "chaos": {"disconnectRate": 1}},
        code="PROVIDER_UNAVAILABLE",
        retryable=True,
        requests=3,
    ),
    Row(
        name="truncated",
        upstream={**_text("Hello! How can I help you?"), "latency": 250, "truncateAfterChunks": 4},
        text="Hello! How",
        finish="cut",
        counts=TokenCounts(3 + 4, 3),
        by="local",
    ),
]

_TOLD = {"native_tokens_prompt": 20, "native_tokens_completion": 6, "native_tokens_reasoning": 4}

RAW_ROWS = [
    Row(
        name="no usage",
        upstream=[[chunk("Hello wo"), chunk(finish="stop")]],
        text="Hello wo",
        counts=TokenCounts(2 + 4, 2),
        by="local",
    ),
    Row(
        name="no usage, but a record",
        upstream=[[chunk("Hello wo"), chunk(finish="stop")]],
        records={"cmpl-1": {**_TOLD, "native_tokens_cached": 8}},
        text="Hello wo",
        counts=TokenCounts(12, 2, 8, 0, 4),
        by="record",
    ),
    Row(
        name="negative usage",
        upstream=[[chunk("Hello wo"), chunk(finish="stop"), usage_chunk(-5, 7)]],
        records={"cmpl-1": _TOLD},
        text="Hello wo",
        counts=TokenCounts(4 + 4, 2),
        by="local",
        flag="USAGE_IMPLAUSIBLE",
    ),
    Row(
        name="input of nothing",
        upstream=[answer("Hello wo", prompt=0, completion=2)],
        text="Hello wo",
        counts=TokenCounts(4 + 4, 2),
        by="local",
        flag="USAGE_IMPLAUSIBLE",
    ),
    Row(
        name="cut",
        upstream=[[chunk("Hello wo"), None]],
        text="Hello wo",
        finish="cut",
        counts=TokenCounts(1 + 4, 2),
        by="local",
    ),
    Row(
        name="cut, and a record",
        upstream=[[chunk("Hello wo"), None]],
        records={"cmpl-1": _TOLD},
        text="Hello wo",
        finish="cut",
        counts=TokenCounts(20, 2, 0, 0, 4),
        by="record",
    ),
    Row(
        name="cut, and a record of more than what came",
        upstream=[[chunk("Hello wo"), None]],
        records={"cmpl-1": {"native_tokens_prompt": 20, "native_tokens_completion": 9}},
        text="Hello wo",
        finish="cut",
        counts=TokenCounts(10 + 4, 2),
        by="local",
        flag="USAGE_IMPLAUSIBLE",
    ),
    Row(
        name="silence after text",
        upstream=[[chunk("Hello wo"), HANG]],
        text="Hello wo",
        finish="cut",
        counts=TokenCounts(5 + 4, 2),
        by="local",
    ),
    Row(
        name="garbage after text",
        upstream=[[chunk("Hello wo"), b"data: garbage\n\n"]],
        text="Hello wo",
        finish="cut",
        counts=TokenCounts(5 + 4, 2),
        by="local",
    ),
    Row(
        name="error after text",
        upstream=[[chunk("Hello wo"), b'data: {"error": {"code": 502, "message": "no"}}\n\n']],
        text="Hello wo",
        finish="cut",
        counts=TokenCounts(4 + 4, 2),
        by="local",
    ),
    Row(
        name="usage, and then cut",
        upstream=[[chunk("Hello wo"), usage_chunk(20, 2), None]],
        text="Hello wo",
        finish="cut",
        counts=TokenCounts(5 + 4, 2),
        by="local",
    ),
    Row(
        name="withheld",
        upstream=[[chunk(finish="content_filter"), usage_chunk(20, 2)]],
        code="CONTENT_FILTERED",
    ),
    Row(
        name="withheld after text",
        upstream=[[chunk("Hello wo"), chunk(finish="content_filter"), usage_chunk(20, 2)]],
        text="Hello wo",
        finish="content_filter",
        counts=TokenCounts(20, 2),
    ),
    Row(
        name="all of the limit thought away",
        upstream=[[chunk(finish="length"), usage_chunk(20, 90, completion_tokens_details={"reasoning_tokens": 90})]],
        finish="length",
        counts=TokenCounts(20, 0, 0, 0, 90),
    ),
    Row(
        name="slow down for an hour",
        upstream=[[429, ("headers", {"retry-after": "3600"})]],
        code="PROVIDER_RATE_LIMITED",
        retryable=True,
    ),
    Row(
        name="slow down until a date that is past",
        upstream=[[429, ("headers", {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"})], answer("Hello wo")],
        requests=2,
        text="Hello wo",
        counts=TokenCounts(10, 5),
    ),
    Row(
        name="too long for the model",
        upstream=[[400, ("code", "context_length_exceeded")]],
        code="PROMPT_TOO_LONG",
    ),
    Row(
        name="counts of anthropic",
        upstream=[
            [
                chunk("Hello wo"),
                chunk(finish="stop"),
                usage_chunk(
                    50, 5, total_tokens=55, cache_read_input_tokens=30, prompt_tokens_details={"cached_tokens": 30}
                ),
            ]
        ],
        text="Hello wo",
        counts=TokenCounts(20, 5, 30),
    ),
    Row(
        name="reasoning beside the completion",
        upstream=[
            [
                chunk("Hello wo"),
                chunk(finish="stop"),
                usage_chunk(50, 5, total_tokens=62, completion_tokens_details={"reasoning_tokens": 7}),
            ]
        ],
        text="Hello wo",
        counts=TokenCounts(50, 5, 0, 0, 7),
    ),
]
