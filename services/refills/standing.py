"""How a user's refills stand, and by which terms."""

from dataclasses import dataclass
from datetime import datetime

from models.user import User
from models.user_refill import RefillChoice, RefillMode, RefillTerms, RefillUnit
from settings import Settings

__all__ = ["OWN_SCHEDULE", "RefillStanding", "StandardRefill"]

OWN_SCHEDULE = "own"
"""The schedule of who has own terms, or none by an admin's choice: the settings do not matter."""


@dataclass(frozen=True, slots=True)
class RefillStanding:
    """`terms` is None where nothing is refilled, and then so is `next_refill_at`."""

    choice: RefillChoice
    terms: RefillTerms | None
    last_refill_at: datetime | None
    """When the interval began that was refilled last."""
    next_refill_at: datetime | None


@dataclass(frozen=True, slots=True)
class StandardRefill:
    """What the settings say for everybody."""

    enabled: bool
    interval: int
    unit: RefillUnit
    amount: int
    mode: RefillMode
    cap: int | None
    time_zone: str

    @classmethod
    def of(cls, settings: Settings) -> "StandardRefill":
        """As `settings` say."""
        return cls(
            settings.refill_enabled,
            settings.refill_interval,
            RefillUnit(settings.refill_unit),
            settings.refill_amount,
            RefillMode(settings.refill_mode),
            settings.refill_cap,
            settings.refill_timezone,
        )

    @property
    def schedule(self) -> str | None:
        """What the moments of refills follow from; amount, mode and cap count at once, without a new schedule.

        None while the settings give none, as it is with users who were never looked at.
        """
        return f"{self.interval} {self.unit} {self.time_zone}" if self.enabled else None

    def terms(self, starts_at: datetime) -> RefillTerms:
        """The terms, whether they are in force or not, of one whose first interval begins at `starts_at`."""
        return RefillTerms(
            interval=self.interval,
            unit=self.unit,
            amount=self.amount,
            mode=self.mode,
            cap=self.cap if self.mode is RefillMode.ADD else None,
            time_zone=self.time_zone,
            starts_at=starts_at,
        )

    def terms_of(self, user: User) -> RefillTerms | None:
        """The terms in force for `user`; None: nothing is refilled. Standard intervals begin at the sign-up."""
        if user.refill.choice is RefillChoice.STANDARD:
            return self.terms(user.created_at) if self.enabled else None
        return user.refill.own if user.refill.choice is RefillChoice.OWN else None
