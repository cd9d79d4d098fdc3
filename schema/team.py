"""Teams: several people who spend from one wallet."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

import models.team_member as stored_member
from models.team import Team as StoredTeam
from schema.balance import Balance
from schema.context import Info
from schema.costs import READ, cost, page_of
from schema.errors import OperationRefused
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.team_invitation import TeamInvitation
from schema.team_member import TeamMember, TeamRole, as_role
from services.teams.access import may

__all__ = [
    "CloseTeamInput",
    "CloseTeamResult",
    "CreateTeamInput",
    "CreateTeamResult",
    "RenameTeamInput",
    "Team",
    "TeamClosed",
    "TeamResult",
]

_NAME = "1 to 100 visible characters, without control characters."


@strawberry.type(description="Several people who spend from one wallet.")
class Team:
    viewer: strawberry.Private[stored_member.TeamMember]
    id: strawberry.ID = strawberry.field(description="Goes into `teamId` of chats, purchases and queries.")
    name: str = strawberry.field(description="What it is called.")
    role: TeamRole = strawberry.field(description="What the caller may do with it.")
    created_at: datetime = strawberry.field(description="When it was made.")

    @strawberry.field(description="What its wallet holds now.", directives=[cost(READ)])
    async def balance(self, info: Info) -> Balance:
        """Read the wallet's newest entry."""
        return Balance.of(await info.context.services.teams.balance(self.viewer.wallet_id))

    @strawberry.field(description="How many people are in it.", directives=[cost(READ)])
    async def member_count(self, info: Info) -> int:
        """Count them."""
        return await info.context.services.teams.people.count(self.viewer.team_id)

    @strawberry.field(description="The caller in it, with what their caps leave.")
    def membership(self, info: Info) -> TeamMember:
        """The row that let the caller see the team."""
        return TeamMember.of(self.viewer, self.viewer, info.context.services.clock())

    @strawberry.field(description="Who is in it, in no order that means anything.", directives=[cost(READ), page_of()])
    async def members(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
        after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    ) -> Connection[TeamMember]:
        """Read one page."""
        services, now = info.context.services, info.context.services.clock()
        request = page_request("members", first, after, maximum=services.settings.max_page_size)
        page = await services.teams.people.page(self.viewer.user_id, self.viewer.team_id, request)
        return connection(
            "members",
            page,
            node=lambda row: TeamMember.of(row, self.viewer, now),
            position=lambda row: row.user_id,
            request=request,
        )

    @strawberry.field(
        description="Its open invitations, the oldest first; null for who is neither owner nor admin.",
        directives=[cost(READ), page_of()],
    )
    async def invitations(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
        after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    ) -> Connection[TeamInvitation] | None:
        """Read one page."""
        if not may(self.viewer.role, stored_member.TeamRole.ADMIN):
            return None
        services = info.context.services
        request = page_request("invitations", first, after, maximum=services.settings.max_page_size)
        page = await services.teams.invitations.of_team(self.viewer.user_id, self.viewer.team_id, request)
        return connection("invitations", page, node=TeamInvitation.of, position=lambda row: row.id, request=request)

    @classmethod
    def of(cls, team: StoredTeam, viewer: stored_member.TeamMember) -> Self:
        """The GraphQL form of `team`, as `viewer`, who is in it, sees it."""
        return cls(
            viewer=viewer,
            id=strawberry.ID(team.id),
            name=team.name,
            role=as_role(viewer.role),
            created_at=team.created_at,
        )


@strawberry.input(description="A new team, which the caller owns. It has no tokens until some are bought for it.")
class CreateTeamInput:
    name: str = strawberry.field(description=_NAME)
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same team again."
    )


@strawberry.input(description="Another name for a team. For owner and admins.")
class RenameTeamInput:
    team_id: strawberry.ID = strawberry.field(description="A team that the caller is in.")
    name: str = strawberry.field(description=_NAME)


@strawberry.input(description="A team to end for everybody. For the owner.")
class CloseTeamInput:
    team_id: strawberry.ID = strawberry.field(description="A team that the caller owns.")
    forfeit_tokens: bool = strawberry.field(
        default=False,
        description="Whether tokens that were bought for it may be lost. Free ones go in any case.",
    )


@strawberry.type(description="Nobody is in the team any more, and what it had is gone.")
class TeamClosed:
    team_id: strawberry.ID = strawberry.field(description="The id that it had.")


CreateTeamResult: TypeAlias = Annotated[
    Team | OperationRefused,
    strawberry.union(
        "CreateTeamResult",
        description="The new team. Codes: INVALID_INPUT, TOO_MANY_TEAMS, IDEMPOTENCY_CONFLICT, TEAMS_NOT_OFFERED, "
        "TEAMS_UNAVAILABLE.",
    ),
]
TeamResult: TypeAlias = Annotated[
    Team | OperationRefused,
    strawberry.union(
        "TeamResult",
        description="The team as it is now. Codes: NOT_FOUND, TEAM_ROLE_REQUIRED, INVALID_INPUT, "
        "TEAM_INVITATION_INVALID, TEAM_FULL, TOO_MANY_TEAMS, TEAMS_UNAVAILABLE.",
    ),
]
CloseTeamResult: TypeAlias = Annotated[
    TeamClosed | OperationRefused,
    strawberry.union(
        "CloseTeamResult",
        description="The outcome of `closeTeam`. Codes: NOT_FOUND, TEAM_ROLE_REQUIRED, TEAM_NOT_EMPTY, TEAM_BUSY, "
        "TEAM_IN_DEBT, TEAMS_UNAVAILABLE.",
    ),
]
