"""What admins set for models, apart from what providers say: the value, and what it may be. Pure rules."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from messages import Phrase
from services.catalog.rates import HIGHEST_RATE, Rates
from services.errors import InvalidInputError

__all__ = ["NO_OVERRIDE", "PER_MILLE_MAXIMUM", "Override", "checked_model_id", "checked_override"]

PER_MILLE_MAXIMUM = 1_000_000
MAXIMUM_NAME_CHARACTERS = 200
_MAXIMUM_ID_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What an admin set for one model. None: as the provider and the settings say."""

    hidden: bool = False
    """Neither listed nor to be chatted with."""
    premium: bool = False
    """Only for plans that include premium models."""
    name: str | None = None
    factor_per_mille: int | None = None
    """In place of TOKEN_FACTOR_PER_MILLE."""
    margin_per_mille: int | None = None
    """In place of COST_MARGIN_PER_MILLE."""
    rates: Rates | None = None
    """In place of all that follows from prices."""

    def with_changes(self, changes: Mapping[str, Any]) -> "Override":
        """This, with some fields changed."""
        return replace(self, **changes)

    def to_document(self) -> dict[str, Any]:
        """By field, for the database and the record of admins' actions."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Override":
        """What `to_document` gave, among other fields."""
        rates = document["rates"]
        values = {name: document[name] for name in cls.__dataclass_fields__ if name != "rates"}
        return cls(**values, rates=None if rates is None else Rates(**rates))


NO_OVERRIDE = Override()


def checked_model_id(model_id: str) -> str:
    """`model_id`, if a model can have it; it need not be one that is listed. Raises InvalidInputError."""
    if not (0 < len(model_id) <= _MAXIMUM_ID_CHARACTERS and model_id.isascii() and model_id.isprintable()):
        raise InvalidInputError("modelId", "is no id that a model can have")
    return model_id


def checked_override(override: Override) -> Override:
    """`override` as it is; raises InvalidInputError."""
    name = override.name
    if name is not None and not (0 < len(name) <= MAXIMUM_NAME_CHARACTERS and name.strip() and name.isprintable()):
        raise InvalidInputError(
            "name", Phrase("must have 1 to {most} printable characters", most=MAXIMUM_NAME_CHARACTERS)
        )
    _check_range("factorPerMille", override.factor_per_mille, 1, PER_MILLE_MAXIMUM)
    _check_range("marginPerMille", override.margin_per_mille, 1, PER_MILLE_MAXIMUM)
    for rate in override.rates.as_mapping().values() if override.rates is not None else ():
        _check_range("rates", rate, 0, HIGHEST_RATE)
    return override


def _check_range(name: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise InvalidInputError(name, Phrase("must be a whole number from {least} to {most}", least=least, most=most))
