"""Which rows of a model list are models that answer a chat in text.

What the provider says is believed: OpenRouter and the Hugging Face router name what a model gives out
(`architecture.output_modalities`), Mistral what it can do (`capabilities.completion_chat`), Together its `type`.
OpenAI, and most servers that speak its API, say nothing but the id; there the ids of other kinds are left out. The
kinds are those of https://platform.openai.com/docs/models; tests hold them against the names that the SDK knows.
"""

import re
from collections.abc import Mapping
from typing import Any

from gateways.providers.model_features import output_modalities_of

__all__ = ["answers_chats"]

_OTHER_TYPES = frozenset({"audio", "embedding", "image", "moderation", "rerank", "transcribe", "video"})
_OTHER_IDS = re.compile(
    r"(?:^|[^a-z0-9])(?:"
    r"embed(?:ding|dings)?|rerank(?:er)?|moderation"
    r"|tts|whisper|transcribe|transcription|realtime|gpt-(?:[a-z0-9.]+-)*audio"
    r"|dall-e|(?:chat)?gpt-image|sora"
    r"|babbage|davinci|turbo-instruct"  # they complete a text, and know no messages
    r"|deep-research|computer-use"  # they are asked by other routes
    r")(?![a-z0-9])"
)
"""Whole words of ids that name other kinds of models."""


def answers_chats(model_id: str, row: Mapping[str, Any]) -> bool:
    """Whether the model of this row does, by what the row says of it, or else by its id."""
    outputs = output_modalities_of(row)
    if outputs:
        return "text" in outputs
    abilities = row.get("capabilities")
    if isinstance(abilities, Mapping) and isinstance(abilities.get("completion_chat"), bool):
        return bool(abilities["completion_chat"])
    kind = row.get("type")
    if isinstance(kind, str) and kind in _OTHER_TYPES | {"chat"}:
        return kind == "chat"
    return _OTHER_IDS.search(model_id.lower()) is None
