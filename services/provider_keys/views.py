"""What an admin sees of a key: everything but the key."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.provider_key import ProviderKey, ProviderKeyUse
from services.allowances.rules import day_of, month_of
from services.provider_keys.choice import FLAGGED
from services.provider_keys.known import KnownKey, KnownKeys, Limits, Rest
from services.provider_keys.masking import mask_of

__all__ = ["KeyStatus", "KeyView", "Used", "view_of"]


class KeyStatus(StrEnum):
    """Whether a key may be used now, and if not, why."""

    USABLE = "usable"
    DISABLED = "disabled"
    """By an admin."""
    RESTING = "resting"
    """It has asked too often (429), for one model at least."""
    REFUSED = "refused"
    """Its provider did not accept it (401). It is tried again after a rest; an admin should look."""
    WITHOUT_CREDIT = "without_credit"
    """Its account has no credit (402). It is tried again after a rest; an admin should look."""
    USED_UP = "used_up"
    """It is at one of its limits."""
    UNREADABLE = "unreadable"
    """No master key of this server opens it."""
    WITHOUT_PROVIDER = "without_provider"
    """The settings do not know its provider any more."""


_OF_REST = {"PROVIDER_AUTH": KeyStatus.REFUSED, "PROVIDER_PAYMENT_REQUIRED": KeyStatus.WITHOUT_CREDIT}


@dataclass(frozen=True, slots=True)
class Used:
    """What was used of a key, today and this month, in UTC."""

    day_requests: int = 0
    month_requests: int = 0
    day_nanodollars: int = 0
    month_nanodollars: int = 0

    @classmethod
    def of(cls, row: ProviderKeyUse | None, now: datetime) -> "Used":
        """Of a row as it was last changed: its day and month may be over."""
        if row is None:
            return cls()
        today, this_month = row.day >= day_of(now), row.month >= month_of(now)
        return cls(
            row.day_requests if today else 0,
            row.month_requests if this_month else 0,
            row.day_nanodollars if today else 0,
            row.month_nanodollars if this_month else 0,
        )

    def reaches(self, limits: Limits) -> bool:
        """Whether one of the limits is reached."""
        pairs = (
            (self.day_requests, limits.requests_per_day),
            (self.month_requests, limits.requests_per_month),
            (self.day_nanodollars, limits.nanodollars_per_day),
            (self.month_nanodollars, limits.nanodollars_per_month),
        )
        return any(most is not None and used >= most for used, most in pairs)


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key of an admin's (`stored`), or of the settings."""

    key: KnownKey
    status: KeyStatus
    mask: str
    used: Used
    rest: Rest | None
    """The longest that it has."""
    stored: ProviderKey | None

    @property
    def name(self) -> str:
        """What an admin called it."""
        return "settings" if self.stored is None else self.stored.name

    @property
    def needs_attention(self) -> bool:
        """Whether an admin should look after it."""
        return self.status in {KeyStatus.REFUSED, KeyStatus.WITHOUT_CREDIT, KeyStatus.UNREADABLE}


def view_of(
    key: KnownKey, stored: ProviderKey | None, known: KnownKeys, used: Used, now: datetime, *, has_provider: bool = True
) -> KeyView:
    """All that there is to tell."""
    mask = mask_of(key.secret or "") if stored is None else stored.mask
    rests = [rest for (key_id, _), rest in known.rests.items() if key_id == key.id]
    standing = [rest for rest in rests if rest.until > now or rest.code in FLAGGED]
    rest = max(standing, key=lambda each: (each.code in FLAGGED, each.until), default=None)
    status = _status(key, rest, used, has_provider=has_provider)
    return KeyView(key, status, mask, used, rest, stored)


def _status(key: KnownKey, rest: Rest | None, used: Used, *, has_provider: bool) -> KeyStatus:
    reasons = {
        KeyStatus.WITHOUT_PROVIDER: not has_provider,
        KeyStatus.DISABLED: not key.enabled,
        KeyStatus.UNREADABLE: key.secret is None,
        KeyStatus.USED_UP: used.reaches(key.limits),
    }
    found = next((status for status, holds in reasons.items() if holds), None)
    if found is not None:
        return found
    return KeyStatus.USABLE if rest is None else _OF_REST.get(rest.code, KeyStatus.RESTING)
