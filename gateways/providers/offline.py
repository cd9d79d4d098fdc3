"""The built-in provider: no account, no network, the same answer for the same conversation.

It serves when no provider's key is set, so that a first run works. It says what it is, answers what it can without a
model, and counts tokens by the local count (`counting.py`), so a chat with it costs what it says it used.
"""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from typing import Any

from gateways.providers.counting import count_text, count_turns
from gateways.providers.errors import ProviderError
from gateways.providers.provider import (
    Capability,
    ChatTurn,
    CompletionEnd,
    FinishReason,
    ListedModel,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)

__all__ = ["ECHO_MODEL", "ESSAY_MODEL", "OfflineProvider"]

ECHO_MODEL = "offline/echo"
ESSAY_MODEL = "offline/essay"

_CONTEXT_WINDOW = 32_768
_PAUSE_SECONDS = {ECHO_MODEL: 0.002, ESSAY_MODEL: 0.02}
_ESSAY_SENTENCES = 60
_QUOTED_CHARACTERS = 2_000
_FILLED_CHARACTERS = 40
_FREE = {"input": "0", "output": "0", "cache_read": "0", "cache_write": "0", "reasoning": "0"}
_PIECE = re.compile(r"\s*\S+\s*")
_SUM = re.compile(r"(?<![\w.])(-?\d{1,12})\s*([-+*x])\s*(-?\d{1,12})(?![\w.])")
_GREETING = re.compile(r"\b(hi|hello|hey|good (morning|afternoon|evening))\b|你好", re.IGNORECASE)


class OfflineProvider:
    """A ChatProvider without a model behind it. `pause_scale` stretches the pauses between deltas."""

    def __init__(self, pause_scale: float = 1.0) -> None:
        self._pause_scale = pause_scale

    @property
    def name(self) -> str:
        """Its name in catalogue rows and charges."""
        return "offline"

    @property
    def publishes_prices(self) -> bool | None:
        """It does: an explicit zero."""
        return True

    async def list_models(self) -> list[ListedModel]:
        """Two models: a short answer, and a long one that takes a while, for trying out streaming."""
        return [
            ListedModel(
                ECHO_MODEL,
                "Offline echo",
                context_window=_CONTEXT_WINDOW,
                prices=_FREE,
                input_modalities=("image", "text"),
                capabilities=frozenset({Capability.IMAGES}),
            ),
            ListedModel(ESSAY_MODEL, "Offline essay (long and slow)", context_window=_CONTEXT_WINDOW, prices=_FREE),
        ]

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """A few words a delta, with a tiny pause between them; raises ProviderError for a model it has not."""
        pause = _PAUSE_SECONDS.get(request.model)
        if pause is None:
            raise ProviderError("MODEL_NOT_FOUND")
        answer = _essay(request.turns) if request.model == ESSAY_MODEL else _answer(request.turns)
        if request.schema is not None:
            answer = json.dumps(_filled(request.schema.schema, request.turns[-1].content), ensure_ascii=False)
        kept, finish_reason = _limited(answer, request.max_tokens)
        for piece in _pieces(kept):
            yield TextDelta(piece)
            await asyncio.sleep(pause * self._pause_scale)
        usage = TokenCounts(input_tokens=count_turns(request.turns), output_tokens=count_text(kept))
        yield CompletionEnd(finish_reason, usage, request_id=None)

    async def usage_record(self, request_id: str, seconds: float) -> TokenCounts | None:  # noqa: ARG002
        """It keeps none."""
        return None

    async def close(self) -> None:
        """Nothing to free."""


def _answer(turns: Sequence[ChatTurn]) -> str:
    said = turns[-1].content
    parts = ["This is Tokentill's built-in offline provider; no AI model is connected."]
    if _GREETING.search(said):
        parts.append("Hello!")
    if found := _SUM.search(said):
        parts.append(f"{found[1]} {found[2]} {found[3]} = {_result(found)}.")
    quoted = said if len(said) <= _QUOTED_CHARACTERS else said[:_QUOTED_CHARACTERS] + "…"
    parts.append(f'You said: "{quoted}" That is {len(said.split())} words in {len(said)} characters.')
    if turns[-1].images:
        kinds = ", ".join(image.media_type for image in turns[-1].images)
        parts.append(f"Images with it: {len(turns[-1].images)} ({kinds}).")
    earlier = sum(turn.role == "user" for turn in turns) - 1
    if earlier:
        parts.append(f"Messages of yours before it in this conversation: {earlier}.")
    parts.append("Set OPENROUTER_API_KEY, HUGGINGFACE_API_KEY or OPENAI_API_KEY for real answers.")
    return " ".join(parts)


def _filled(schema: Mapping[str, Any], said: str) -> Any:
    """A value of the form `schema`, made of what was said."""
    match schema.get("type"):
        case "object":
            return {name: _filled(each, said) for name, each in schema["properties"].items()}
        case "array":
            return [_filled(schema["items"], said)]
        case _ if "enum" in schema:
            return schema["enum"][len(schema["enum"]) // 2 - 1]
        case _:
            return " ".join(said.split())[:_FILLED_CHARACTERS]


def _result(found: re.Match[str]) -> int:
    left, right = int(found[1]), int(found[3])
    match found[2]:
        case "+":
            return left + right
        case "-":
            return left - right
        case _:
            return left * right


def _essay(turns: Sequence[ChatTurn]) -> str:
    sentences = (
        f"Sentence {number} of {_ESSAY_SENTENCES} is here so that a reader can watch a long reply arrive."
        for number in range(1, _ESSAY_SENTENCES + 1)
    )
    return " ".join((_answer(turns), *sentences))


def _limited(answer: str, max_tokens: int) -> tuple[str, FinishReason]:
    if count_text(answer) <= max_tokens:
        return answer, FinishReason.STOP
    kept = ""
    for piece in _PIECE.findall(answer):
        if count_text(kept + piece) > max_tokens:
            break
        kept += piece
    # A limit below the first word still gets something: four bytes are a token, and the answer begins in ASCII.
    return kept or answer[: 4 * max_tokens], FinishReason.LENGTH


def _pieces(text: str) -> Iterator[str]:
    words = _PIECE.findall(text)
    for start in range(0, len(words), 3):
        yield "".join(words[start : start + 3])
