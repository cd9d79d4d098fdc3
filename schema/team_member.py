"""Who is in a team, and what is changed about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.team_member as stored
from schema.errors import OperationRefused
from schema.person import Person
from schema.scalars import BigInt
from services.teams.access import may
from services.teams.rules import used_of

__all__ = [
    "LeaveTeamInput",
    "LeaveTeamResult",
    "RemoveTeamMemberInput",
    "RemoveTeamMemberResult",
    "SetTeamMemberCapsInput",
    "SetTeamMemberRoleInput",
    "TeamLeft",
    "TeamMember",
    "TeamMemberRemoved",
    "TeamMemberResult",
    "TeamRole",
    "TransferTeamInput",
    "TransferTeamResult",
    "as_role",
]

_TEAM = "A team that the caller is in."
_USER = "The member's user id."


@strawberry.enum(description="What somebody may do with a team. Each may do what those after it may.")
class TeamRole(Enum):
    OWNER = strawberry.enum_value(
        "owner", description="Exactly one a team: makes admins, gives the team away, closes it."
    )
    ADMIN = strawberry.enum_value(
        "admin", description="Invites and removes members, sets their caps, buys, and sees everybody's usage."
    )
    MEMBER = strawberry.enum_value(
        "member", description="Spends the team's tokens within their caps, and sees their own usage."
    )

    def to_model(self) -> stored.TeamRole:
        """The stored form."""
        return stored.TeamRole[self.name]


def as_role(role: stored.TeamRole | None) -> TeamRole:
    """The GraphQL form. A row without a role is nobody's who is in a team."""
    if role is None:
        raise ValueError("this member has left")
    return TeamRole[role.name]


@dataclass(frozen=True, slots=True)
class _Amounts:
    """What is told of a member's caps, to owner, admins and themselves."""

    daily_cap: BigInt | None
    monthly_cap: BigInt | None
    used_today: BigInt | None
    used_this_month: BigInt | None

    @classmethod
    def of(cls, member: stored.TeamMember, now: datetime) -> "_Amounts":
        """All of it."""
        day, month = used_of(member, now)
        return cls(_cap(member.daily_cap), _cap(member.monthly_cap), BigInt(day), BigInt(month))


_UNTOLD = _Amounts(None, None, None, None)


@strawberry.type(description="Somebody in a team.")
class TeamMember:
    person: Person = strawberry.field(description="Who it is.")
    role: TeamRole = strawberry.field(description="What they may do.")
    joined_at: datetime = strawberry.field(description="Since when they are in it.")
    daily_cap: BigInt | None = strawberry.field(
        description="The most wallet tokens that they may use of a day in UTC. Null: no such cap, or not the caller's "
        "to see: owner and admins see everybody's, members their own."
    )
    monthly_cap: BigInt | None = strawberry.field(description="The same, of a calendar month in UTC.")
    used_today: BigInt | None = strawberry.field(
        description="Wallet tokens of today (UTC) that their chats have cost, or may cost that are running. Null: not "
        "the caller's to see."
    )
    used_this_month: BigInt | None = strawberry.field(description="The same, of this calendar month in UTC.")

    @classmethod
    def of(cls, member: stored.TeamMember, viewer: stored.TeamMember, now: datetime) -> Self:
        """The GraphQL form of `member`, as `viewer`, who is in the same team, may see it."""
        told = may(viewer.role, stored.TeamRole.ADMIN) or viewer.user_id == member.user_id
        amounts = _Amounts.of(member, now) if told else _UNTOLD
        return cls(
            person=Person.of(member.user_id),
            role=as_role(member.role),
            joined_at=member.joined_at,
            daily_cap=amounts.daily_cap,
            monthly_cap=amounts.monthly_cap,
            used_today=amounts.used_today,
            used_this_month=amounts.used_this_month,
        )


def _cap(cap: int | None) -> BigInt | None:
    return None if cap is None else BigInt(cap)


@strawberry.input(description="Another role for a member. For the owner.")
class SetTeamMemberRoleInput:
    team_id: strawberry.ID = strawberry.field(description=_TEAM)
    member_id: strawberry.ID = strawberry.field(description=_USER)
    role: TeamRole = strawberry.field(description="ADMIN or MEMBER; `transferTeam` makes another owner.")


@strawberry.input(
    description="What a member may use of the team's tokens. For owner and admins; what admins may use, the owner "
    "alone sets. Both caps are set by each call."
)
class SetTeamMemberCapsInput:
    team_id: strawberry.ID = strawberry.field(description=_TEAM)
    member_id: strawberry.ID = strawberry.field(description=_USER)
    daily_cap: BigInt | None = strawberry.field(
        default=None, description="The most wallet tokens of a day in UTC, 0 or more. Null: no such cap."
    )
    monthly_cap: BigInt | None = strawberry.field(
        default=None, description="The most wallet tokens of a calendar month in UTC, 0 or more. Null: no such cap."
    )


@strawberry.input(description="Who becomes the owner of a team. For the owner, who becomes an admin.")
class TransferTeamInput:
    team_id: strawberry.ID = strawberry.field(description=_TEAM)
    member_id: strawberry.ID = strawberry.field(description=_USER)


@strawberry.input(description="Whose membership ends. For owner and admins; that of an admin, the owner alone ends.")
class RemoveTeamMemberInput:
    team_id: strawberry.ID = strawberry.field(description=_TEAM)
    member_id: strawberry.ID = strawberry.field(description=_USER)


@strawberry.input(description="A team to leave. Its owner cannot.")
class LeaveTeamInput:
    team_id: strawberry.ID = strawberry.field(description=_TEAM)


@strawberry.type(description="They are in the team no more. Replies being written for them were stopped.")
class TeamMemberRemoved:
    team_id: strawberry.ID = strawberry.field(description="The team.")
    member_id: strawberry.ID = strawberry.field(description="Who was removed.")


@strawberry.type(description="The caller is in the team no more.")
class TeamLeft:
    team_id: strawberry.ID = strawberry.field(description="The team.")


TeamMemberResult: TypeAlias = Annotated[
    TeamMember | OperationRefused,
    strawberry.union(
        "TeamMemberResult",
        description="The member as they are now. Codes: NOT_FOUND, TEAM_ROLE_REQUIRED, TEAM_OWNER_STAYS, "
        "INVALID_INPUT, TEAMS_UNAVAILABLE.",
    ),
]
TransferTeamResult: TypeAlias = Annotated[
    TeamMember | OperationRefused,
    strawberry.union(
        "TransferTeamResult",
        description="The new owner. Codes: NOT_FOUND, TEAM_ROLE_REQUIRED, TOO_MANY_TEAMS, TEAMS_UNAVAILABLE.",
    ),
]
RemoveTeamMemberResult: TypeAlias = Annotated[
    TeamMemberRemoved | OperationRefused,
    strawberry.union(
        "RemoveTeamMemberResult",
        description="The outcome of `removeTeamMember`. Codes: NOT_FOUND, TEAM_ROLE_REQUIRED, TEAM_OWNER_STAYS, "
        "TEAMS_UNAVAILABLE.",
    ),
]
LeaveTeamResult: TypeAlias = Annotated[
    TeamLeft | OperationRefused,
    strawberry.union(
        "LeaveTeamResult",
        description="The outcome of `leaveTeam`. Codes: NOT_FOUND, TEAM_OWNER_STAYS, TEAMS_UNAVAILABLE.",
    ),
]
