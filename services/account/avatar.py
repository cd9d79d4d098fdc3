"""Pictures of people. The server stores an address, and never asks for it: clients do. Pure rules."""

from gateways.attachments import AttachmentError, UrlRules
from services.errors import InvalidInputError

__all__ = ["checked_avatar_url", "initials_of"]

_MOST_INITIALS = 2
_RULES = UrlRules()


def checked_avatar_url(url: str) -> str:
    """`url`, when it is one of a public host over https, by the grammar of addresses of images in chats.

    Raises InvalidInputError.
    """
    try:
        _RULES.read(url)
    except AttachmentError as error:
        raise InvalidInputError("avatarUrl", "must be an https address such as https://example.com/ada.png") from error
    return url


def initials_of(name: str) -> str:
    """What a client may draw where there is no picture: of the first and the last word, one or two characters."""
    words = name.split()
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper()[:1] for word in ends)[:_MOST_INITIALS]
