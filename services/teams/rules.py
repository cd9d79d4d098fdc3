"""Bounds of teams, and what caps leave. Pure rules."""

from datetime import datetime, timedelta

from models.team_member import TeamMember
from services.errors import TokentillError
from services.teams.errors import TeamBusyError, TeamCapReachedError

__all__ = [
    "INVITATION_LIFE",
    "MOST_INVITATIONS",
    "MOST_MEMBERS",
    "MOST_OWNED",
    "MOST_RESERVED",
    "MOST_TEAMS",
    "day_of",
    "left_of",
    "month_of",
    "refusal",
    "used_of",
]

MOST_OWNED = 10
"""Teams that one user may own."""
MOST_TEAMS = 50
"""Teams that one user may be in."""
MOST_MEMBERS = 200
"""Of one team, its owner included."""
MOST_INVITATIONS = 50
"""Open ones of one team."""
MOST_RESERVED = 200
"""Chats of one member that may count as running, those that a crash left included."""
INVITATION_LIFE = timedelta(days=7)


def day_of(moment: datetime) -> str:
    """The day in UTC."""
    return moment.strftime("%Y-%m-%d")


def month_of(moment: datetime) -> str:
    """The calendar month in UTC."""
    return moment.strftime("%Y-%m")


def used_of(row: TeamMember, now: datetime) -> tuple[int, int]:
    """Wallet tokens that the member has used, or may be using, of this day and of this month."""
    day = int(row.day_tokens) if row.day == day_of(now) else 0
    month = int(row.month_tokens) if row.month == month_of(now) else 0
    return day, month


def left_of(row: TeamMember, now: datetime) -> int | None:
    """Wallet tokens that the caps leave now; None: there is no cap."""
    used = used_of(row, now)
    caps = (row.daily_cap, row.monthly_cap)
    left = [max(0, int(cap) - spent) for cap, spent in zip(caps, used, strict=True) if cap is not None]
    return min(left) if left else None


def refusal(row: TeamMember, tokens: int, now: datetime) -> TokentillError:
    """Why a chat that could cost `tokens`, and is not in `row`, was not let in."""
    if len(row.reserved) >= MOST_RESERVED:
        return TeamBusyError()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    next_month = (midnight.replace(day=1) + timedelta(days=32)).replace(day=1)
    if row.monthly_cap is not None and used_of(row, now)[1] + tokens > row.monthly_cap:
        return TeamCapReachedError(int(row.monthly_cap), next_month, daily=False)
    return TeamCapReachedError(int(row.daily_cap or 0), midnight + timedelta(days=1), daily=True)
