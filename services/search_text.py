"""How texts, searches and blocked terms are made comparable. Pure rules.

MongoDB's text index cuts texts at white space and marks, and knows no words of Chinese, Japanese or Korean. So their
letters are indexed as overlapping pairs, and searched for as such.
"""

import re
import unicodedata
from typing import Any

from messages import Phrase
from services.errors import InvalidInputError

__all__ = ["INDEXED_CHARACTERS", "MOST_SEARCH_CHARACTERS", "MOST_WORDS", "folded", "search_text_of", "text_query"]

INDEXED_CHARACTERS = 8_000
"""Of one text, from its start; each word is a row of the index."""
MOST_SEARCH_CHARACTERS = 100
MOST_WORDS = 10

_LETTERS_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003134f]+")
_NO_WORD = re.compile(r"[\W_]+")


def search_text_of(text: str) -> str:
    """What the index holds of `text`: lower case, one form of every letter, pairs where there are no spaces."""
    return " ".join(_words(text[:INDEXED_CHARACTERS]))


def text_query(search: str) -> dict[str, Any] | None:
    """A query for texts that have every word of `search`; None when it has none. Raises InvalidInputError."""
    if len(search) > MOST_SEARCH_CHARACTERS:
        raise InvalidInputError("search", Phrase("must have at most {most} characters", most=MOST_SEARCH_CHARACTERS))
    words = list(dict.fromkeys(_words(search)))
    if len(search.split()) > MOST_WORDS:
        raise InvalidInputError("search", Phrase("must have at most {most} words", most=MOST_WORDS))
    if not words:
        return None
    # The index gives texts with any of the words, and takes a phrase for found inside of another word.
    whole = [{"search_text": {"$regex": f"(?:^| ){word}(?: |$)"}} for word in words]
    return {"$text": {"$search": " ".join(f'"{word}"' for word in words)}, "$and": whole}


def folded(text: str) -> str:
    """`text`, as long as it is, in the form in which texts are compared."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    folded = _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return _LETTERS_WITHOUT_SPACES.sub(lambda run: f" {_pairs(run[0])} ", folded).split()


def _pairs(run: str) -> str:
    return " ".join(run[at : at + 2] for at in range(len(run) - 1)) or run
