"""In which language a person is spoken to (RFC 9110, section 12.5.4)."""

import re
from enum import StrEnum

__all__ = ["Language", "language_of", "stated_language"]

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
    return _liked_best(accept_language)[0]


def stated_language(accept_language: str | None) -> Language | None:
    """The same, and None when the value names none of ours: `*`, which programs send unasked, says nothing."""
    language, names_one = _liked_best(accept_language)
    return language if names_one else None


def _liked_best(accept_language: str | None) -> tuple[Language, bool]:
    """The language, and whether any of ours was named."""
    best, liked, names_one = Language.EN, 0.0, False
    for part in (accept_language or "")[:HEADER_CHARACTERS_MAXIMUM].split(","):
        found = _RANGE.match(part)
        if found is None:
            continue
        tag = found["tag"].lower()
        named = next((each for each in Language if each.value == tag), None)
        language = Language.EN if tag == "*" else named
        quality = float(found["quality"] or 1)
        names_one = names_one or (named is not None and quality > 0)
        if language is not None and quality > liked:
            best, liked = language, quality
    return best, names_one
