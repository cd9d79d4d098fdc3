"""What an admin may say of a key. Pure rules."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from messages import Phrase
from services.errors import InvalidInputError

__all__ = ["checked_fields", "checked_provider", "checked_secret"]

MOST_NAME_CHARACTERS = 100
MOST_SECRET_CHARACTERS = 500
HIGHEST_COST_PER_MILLE = 1_000_000
HIGHEST_LIMIT = 10**12
_SECRET = re.compile(rf"[\x21-\x7e]{{1,{MOST_SECRET_CHARACTERS}}}")
_LIMITS = {
    "requests_per_day": ("requestsPerDay", 1),
    "requests_per_month": ("requestsPerMonth", 1),
    "nanodollars_per_day": ("microdollarsPerDay", 1_000),
    "nanodollars_per_month": ("microdollarsPerMonth", 1_000),
}
"""By field: what the input is called, and how many units of the field one of it is."""


def checked_provider(provider: str, known: Collection[str]) -> str:
    """Raises InvalidInputError unless this server knows the provider."""
    if provider not in known:
        raise InvalidInputError("provider", Phrase("must be one of {names}", names=", ".join(sorted(known))))
    return provider


def checked_secret(secret: str) -> str:
    """The key without blanks around it; it goes into a header, so nothing else can stand in it. InvalidInputError."""
    secret = secret.strip()
    if not _SECRET.fullmatch(secret):
        raise InvalidInputError(
            "key", Phrase("must have 1 to {most} characters of ASCII without blanks", most=MOST_SECRET_CHARACTERS)
        )
    return secret


def checked_fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """`fields` as they are, named as in the model; raises InvalidInputError."""
    name = fields.get("name", "x")
    if not (name.strip() and len(name) <= MOST_NAME_CHARACTERS and name.isprintable()):
        raise InvalidInputError("name", Phrase("must have 1 to {most} printable characters", most=MOST_NAME_CHARACTERS))
    _check_range("costPerMille", fields.get("cost_per_mille"), HIGHEST_COST_PER_MILLE)
    for field, (said, units) in _LIMITS.items():
        value = fields.get(field)
        _check_range(said, None if value is None else value // units, HIGHEST_LIMIT)
    return fields


def _check_range(name: str, value: int | None, most: int) -> None:
    if value is not None and not 0 <= value <= most:
        raise InvalidInputError(name, Phrase("must be a whole number from {least} to {most}", least=0, most=most))
