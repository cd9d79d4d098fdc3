"""What a promo code may be: the rules for whoever makes or edits one. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from messages import Phrase
from models.promo_code import PromoCode, PromoKind
from services.catalog.validation import TOKENS_MAXIMUM
from services.errors import InvalidInputError
from services.money import is_currency

__all__ = ["PromoDefinition", "PromoLimits", "checked_definition", "checked_limits", "normal_code"]

AMOUNT_MAXIMUM = 10**12
CAP_MAXIMUM = 10**9
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{2,31}")
_RAW_MAXIMUM_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoLimits:
    """Who may use a code, when and how often; what an edit can change. See `PromoCode` for each."""

    total_cap: int | None = None
    per_user_cap: int | None = 1
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    minimum_amounts: Mapping[str, int] = field(default_factory=dict)
    package_ids: tuple[str, ...] = ()
    active: bool = True

    @classmethod
    def of(cls, code: PromoCode) -> "PromoLimits":
        """Those of a stored code."""
        names = ("total_cap", "per_user_cap", "starts_at", "ends_at", "minimum_amounts", "active")
        return cls(**{name: getattr(code, name) for name in names}, package_ids=tuple(code.package_ids))

    def with_changes(self, changes: Mapping[str, Any]) -> "PromoLimits":
        """These, with some fields changed."""
        return replace(self, **changes)

    def as_mapping(self) -> dict[str, Any]:
        """By field, for the database."""
        return asdict(self) | {"package_ids": list(self.package_ids)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoDefinition:
    """A new code: one of `percent`, `amounts` (by currency, minor units) or `bonus_tokens`, and its limits."""

    code: str
    percent: int | None = None
    amounts: Mapping[str, int] = field(default_factory=dict)
    bonus_tokens: int | None = None
    limits: PromoLimits = field(default_factory=PromoLimits)

    @property
    def kind(self) -> PromoKind:
        """What it gives."""
        if self.percent is not None:
            return PromoKind.PERCENT
        return PromoKind.AMOUNT if self.amounts else PromoKind.BONUS_TOKENS


def normal_code(text: str) -> str | None:
    """`text` as codes are stored (in upper case, without blanks around it), or None where no code can be that."""
    if len(text) > _RAW_MAXIMUM_CHARACTERS or not text.isascii():  # other scripts have letters whose upper case is A-Z
        return None
    code = text.strip().upper()
    return code if _CODE.fullmatch(code) else None


def checked_definition(wanted: PromoDefinition, packages: Collection[str], now: datetime) -> PromoDefinition:
    """`wanted` with its code normalised; raises InvalidInputError. `packages` are the ids on sale.

    A new code must end later than `now`; an edit may end one at once.
    """
    code = normal_code(wanted.code)
    if code is None:
        raise InvalidInputError("code", "must be 3 to 32 of A-Z 0-9 _ - and begin with a letter or digit")
    gives = [wanted.percent is not None, bool(wanted.amounts), wanted.bonus_tokens is not None]
    if sum(gives) != 1:
        raise InvalidInputError("code", "must give exactly one of percent, amounts and bonusTokens")
    _check_range("percent", wanted.percent, 100)
    _check_range("bonusTokens", wanted.bonus_tokens, TOKENS_MAXIMUM)
    _check_amounts("amounts", wanted.amounts)
    checked_limits(wanted.limits, packages)
    if wanted.limits.ends_at is not None and wanted.limits.ends_at <= now:
        raise InvalidInputError("endsAt", "must be in the future")
    return replace(wanted, code=code)


def checked_limits(limits: PromoLimits, packages: Collection[str]) -> PromoLimits:
    """`limits` as they are; raises InvalidInputError."""
    _check_range("totalCap", limits.total_cap, CAP_MAXIMUM)
    _check_range("perUserCap", limits.per_user_cap, CAP_MAXIMUM)
    _check_amounts("minimumAmounts", limits.minimum_amounts)
    if limits.starts_at is not None and limits.ends_at is not None and limits.starts_at >= limits.ends_at:
        raise InvalidInputError("endsAt", "must be after startsAt")
    unknown = [each for each in limits.package_ids if each not in packages]
    if unknown:
        raise InvalidInputError("packageIds", "names a package that is not on sale")
    return limits


def _check_range(name: str, value: int | None, most: int) -> None:
    if value is not None and not 1 <= value <= most:
        raise InvalidInputError(name, Phrase("must be a whole number from 1 to {most}", most=most))


def _check_amounts(name: str, amounts: Mapping[str, int]) -> None:
    for currency, amount in amounts.items():
        if not is_currency(currency):
            raise InvalidInputError(name, "must be an ISO 4217 code in upper case, such as CNY.")
        _check_range(name, amount, AMOUNT_MAXIMUM)
