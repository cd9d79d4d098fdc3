"""Free tokens that a user gets again and again: by which terms, and when next."""

from enum import StrEnum

from pydantic import BaseModel

from models.fields import Int64Amount, UtcDatetime

__all__ = ["RefillChoice", "RefillMode", "RefillTerms", "RefillUnit", "UserRefill"]


class RefillUnit(StrEnum):
    """What an interval is counted in."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class RefillMode(StrEnum):
    """What a refill does with the refilled tokens that are still there."""

    ADD = "add"
    """It adds the amount, up to a cap if there is one."""
    RESET = "reset"
    """It adds what is missing of the amount."""


class RefillChoice(StrEnum):
    """Whose terms a user has."""

    STANDARD = "standard"
    """Those of the settings."""
    OWN = "own"
    """Those that an admin set for the user."""
    OFF = "off"
    """None: an admin stopped it for the user."""


class RefillTerms(BaseModel):
    """How much, how often, counted from when."""

    interval: int
    unit: RefillUnit
    amount: Int64Amount
    """Whole tokens: of a refill with ADD, of all refilled tokens in the wallet with RESET."""
    mode: RefillMode
    cap: Int64Amount | None = None
    """With ADD: no refill leads to more refilled tokens in the wallet than this. None: no such bound."""
    time_zone: str
    """IANA name. Days, weeks and months are counted by its clocks."""
    starts_at: UtcDatetime
    """Where the first interval begins; the first refill comes at its end."""


class UserRefill(BaseModel):
    """How a user's refills stand."""

    choice: RefillChoice = RefillChoice.STANDARD
    own: RefillTerms | None = None
    effect_id: str | None = None
    """The admin's action that chose last; the later of two is the one whose id sorts last."""
    schedule: str | None = None
    """What `due_at` was worked out from; a sweeper works it out again when the settings say something else."""
    due_at: UtcDatetime | None = None
    """When the next refill falls due; None: there is none, or it was not worked out yet."""
