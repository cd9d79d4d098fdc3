"""A name as lists of users are sorted by it, and as searches find it. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from services.search_text import folded

__all__ = ["NameForms", "name_forms"]

_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class NameForms:
    """By the names of the fields in `users`: to be written wherever a name is."""

    name_folded: str
    name_words: Sequence[str]

    def to_document(self) -> dict[str, object]:
        """As MongoDB keeps them."""
        return {"name_folded": self.name_folded, "name_words": list(self.name_words)}


def name_forms(name: str, *, found: bool = True) -> NameForms:
    """The forms of `name`. `found`: whether searches find it; not that of guests, who are all called alike."""
    words = list(dict.fromkeys(folded(name).split()))[:_MOST_WORDS] if found else []
    return NameForms(unicodedata.normalize("NFKC", name).casefold(), words)
