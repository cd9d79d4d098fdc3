"""What a caller wants to go with a message, and its bounds."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateways.attachments import IMAGE_TYPES, MOST_URL_CHARACTERS, AttachmentError, UrlRules
from messages import Phrase
from services.chat.errors import AttachmentRefusedError
from services.errors import InvalidInputError

__all__ = ["MOST_ATTACHMENTS", "AskedAttachment", "check_addresses", "check_attachments"]

MOST_ATTACHMENTS = 8
"""Of one message."""
MOST_NAME_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class AskedAttachment:
    """An image by its address."""

    url: str
    type: str
    """Its media type, such as `image/png`."""
    name: str | None = None
    """What people call it; no model is told."""


def check_attachments(attachments: Sequence[AskedAttachment]) -> None:
    """Raises InvalidInputError for too many, one that is named twice, or a value that is too long."""
    if len(attachments) > MOST_ATTACHMENTS:
        raise InvalidInputError("attachments", Phrase("must be at most {most}", most=MOST_ATTACHMENTS))
    if len({each.url for each in attachments}) < len(attachments):
        raise InvalidInputError("attachments", "must not name an address twice")
    for each in attachments:
        if len(each.url) > MOST_URL_CHARACTERS:
            most = MOST_URL_CHARACTERS
            raise InvalidInputError("url", Phrase("must have at most {most} characters", most=most))
        if each.name is not None and not _is_name(each.name):
            most = MOST_NAME_CHARACTERS
            raise InvalidInputError("name", Phrase("must have 1 to {most} printable characters", most=most))


def check_addresses(attachments: Sequence[AskedAttachment], rules: UrlRules) -> None:
    """Raises AttachmentRefusedError for an address or a type that is not taken. Nothing is looked up."""
    for index, each in enumerate(attachments):
        if each.type not in IMAGE_TYPES:
            raise AttachmentRefusedError(index, AttachmentError("ATTACHMENT_TYPE_NOT_TAKEN"))
        try:
            rules.read(each.url)
        except AttachmentError as error:
            raise AttachmentRefusedError(index, error) from error


def _is_name(name: str) -> bool:
    return 0 < len(name) <= MOST_NAME_CHARACTERS and name.isprintable() and bool(name.strip())
