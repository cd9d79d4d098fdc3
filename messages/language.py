"""In which language a person is spoken to (RFC 9110, section 12.5.4)."""

import re
from enum import StrEnum

__all__ = ["Language", "language_of"]

HEADER_CHARACTERS_MAXIMUM = 1_000
_RANGE = re.compile(
    r"\s*(?P<tag>\*|[A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*(?P<quality>[01](?:\.\d{0,3})?)\s*)?\Z"
)


class Language(StrEnum):
    """A language in which the server writes. English is the first, and the one that needs no catalogue."""

    EN = "en"
    ZH = "zh"


def language_of(accept_language: str | None) -> Language:
    """The language that an Accept-Language value likes best of ours; of two liked alike, the one named first.

    English when it names none of ours, or cannot be read.
    """
    best, liked = Language.EN, 0.0
    for part in (accept_language or "")[:HEADER_CHARACTERS_MAXIMUM].split(","):
        found = _RANGE.match(part)
        if found is None:
            continue
        tag = found["tag"].lower()
        language = Language.EN if tag == "*" else next((each for each in Language if each.value == tag), None)
        quality = float(found["quality"] or 1)
        if language is not None and quality > liked:
            best, liked = language, quality
    return best
