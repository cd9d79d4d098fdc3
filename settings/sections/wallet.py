"""What users are given, and how the ledger is signed."""

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, Field

__all__ = ["WalletSettings"]


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("must be an IANA name such as Europe/Berlin") from error
    return name


class WalletSettings(BaseModel):
    """Grants, claims, refills and checkpoints."""

    welcome_tokens: int = Field(10_000, ge=0, le=2**53, description="Tokens granted once at sign-up.")
    low_balance_tokens: int = Field(
        1_000,
        ge=0,
        le=2**53,
        description="Who has fewer tokens left is told once, unless they chose another number; 0: nobody is.",
    )
    claim_tokens: int = Field(1_000, ge=1, le=2**53, description="Tokens of one claim.")
    claim_period_seconds: int = Field(
        86_400, ge=1, le=31_536_000, description="Cooldown: the time between two claims of a user."
    )

    refill_enabled: bool = Field(
        False,
        description="Whether every account gets free tokens again and again, counted from its sign-up (docs/refill.md)."
        " An admin can choose otherwise for one user, also while this is off.",
    )
    refill_amount: int = Field(1_000, ge=1, le=2**53, description="Tokens of one refill.")
    refill_interval: int = Field(1, ge=1, le=1_000, description="Between two refills, in REFILL_UNIT.")
    refill_unit: Literal["seconds", "minutes", "hours", "days", "weeks", "months"] = Field(
        "months", description="Days and longer go by the clocks and the calendar of REFILL_TIMEZONE."
    )
    refill_mode: Literal["add", "reset"] = Field(
        "reset",
        description="reset: as many are added as are missing of REFILL_AMOUNT, of refilled tokens; add: REFILL_AMOUNT"
        " is added, up to REFILL_CAP.",
    )
    refill_cap: int | None = Field(
        None,
        ge=1,
        le=2**53,
        description="With add, the most refilled tokens in a wallet that a refill leads to. Unset: no such bound.",
    )
    refill_timezone: Annotated[str, AfterValidator(_time_zone)] = Field("UTC", description="IANA name.")

    teams_enabled: bool = Field(True, description="Whether users may make teams, whose members spend from one wallet.")

    checkpoint_key_file: Path | None = Field(
        None,
        description="PEM file of the Ed25519 private key that signs checkpoints of the ledger. Unset: in development "
        "one is generated under DATA_DIR.",
    )
