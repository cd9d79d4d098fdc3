"""Replies that must have a form: asked for by a JSON schema, checked, and asked for once more when they have another.

Only a reply that has its form is delivered, so one that has not is a failure like any other, and costs nothing.
Source: https://platform.openai.com/docs/guides/structured-outputs.
"""

import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import structlog
from beanie import Document

from gateways.providers import (
    ChatProvider,
    ChatTurn,
    CompletionBegun,
    CompletionEnd,
    JsonSchema,
    ProviderError,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
)
from models.generation import Generation
from models.message import CompletionUsage

__all__ = ["Structure", "StructureError", "longest_repair", "structured"]

log = structlog.get_logger(__name__)

_TRIES = 2
_SHOWN_BYTES = 8_000
"""Of a reply of another form, shown to the model when it is asked again."""
_PROBLEM_CHARACTERS = 300


class StructureError(ValueError):
    """A reply has not the form. Its message says what is wrong, for the model."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A form, and what is made of a reply that has it."""

    purpose: str
    """What its charges are for, as `UsageRecord.kind` says it."""
    id_prefix: str
    """Of the ids of what is made."""
    instructions: str
    """What the model is told before the user's text."""
    schema: JsonSchema
    preferred_model: str
    """Asked where the caller names none and it is listed."""
    read: Callable[[str], Mapping[str, Any]]
    """The values of a reply; raises StructureError."""
    document: Callable[[Generation, str, Mapping[str, Any], CompletionUsage], Document]
    """What is stored of a generation: what was said to it, the values, and what they cost. Its id is `reply_id`."""


async def structured(
    provider: ChatProvider, request: ProviderRequest, structure: Structure
) -> AsyncGenerator[ProviderEvent, None]:
    """The reply as JSON in one piece, then its end. Raises ProviderError, STRUCTURE_INVALID after the second try."""
    turns = list(request.turns)
    for _ in range(_TRIES):
        text, end = "", None
        asked = replace(request, turns=turns, schema=structure.schema)
        async with aclosing(provider.stream(asked)) as events:
            async for event in events:
                match event:
                    case CompletionBegun():
                        yield event
                    case TextDelta():
                        text += event.text
                    case CompletionEnd():
                        end = event
        try:
            values = structure.read(text)
        except StructureError as error:
            log.info("reply_has_another_form", purpose=structure.purpose, model=request.model)
            turns = [*request.turns, *_repair(text, str(error))]
            continue
        yield TextDelta(json.dumps(values, ensure_ascii=False))
        if end is not None:
            yield end
        return
    raise ProviderError("STRUCTURE_INVALID")


def longest_repair() -> list[ChatTurn]:
    """What is said on top when a reply is asked for again, at its longest."""
    return _repair("x" * _SHOWN_BYTES, "x" * _PROBLEM_CHARACTERS)


def _repair(text: str, problem: str) -> list[ChatTurn]:
    shown = text.encode()[:_SHOWN_BYTES].decode(errors="ignore") or "(nothing)"
    return [
        ChatTurn("assistant", shown),
        ChatTurn(
            "user",
            f"This is not what was asked for: {problem[:_PROBLEM_CHARACTERS]} "
            "Answer again with the JSON object alone, in exactly the form that was asked for.",
        ),
    ]
