"""How a conversation is named."""

__all__ = ["title_of"]

TITLE_CHARACTERS = 50


def title_of(message: str) -> str:
    """The first 50 characters of the first message, white space run together."""
    return " ".join(message.split())[:TITLE_CHARACTERS]
