"""What a message is to a server that speaks OpenAI's API.

Sources: https://platform.openai.com/docs/guides/images-vision (parts of text and of `image_url`, which may be a data
URL), https://openrouter.ai/docs/features/multimodal/images (the text before the images).
"""

from typing import Any

from gateways.providers.provider import ChatTurn

__all__ = ["content_of"]


def content_of(turn: ChatTurn) -> str | list[dict[str, Any]]:
    """Its text; with images a list of parts, the text first."""
    if not turn.images:
        return turn.content
    images = [{"type": "image_url", "image_url": {"url": image.data_url}} for image in turn.images]
    return [{"type": "text", "text": turn.content}, *images]
