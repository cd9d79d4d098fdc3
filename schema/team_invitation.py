"""Invitations to teams."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from models.team_invitation import TeamInvitation as StoredInvitation
from schema.context import Info
from schema.errors import OperationRefused
from schema.person import Person
from schema.team_member import TeamRole, as_role

__all__ = [
    "DeclineTeamInvitationResult",
    "InviteTeamMemberInput",
    "OwnTeamInvitationInput",
    "ResendTeamInvitationInput",
    "TeamInvitation",
    "TeamInvitationEnded",
    "TeamInvitationResult",
    "WithdrawTeamInvitationInput",
    "WithdrawTeamInvitationResult",
]


@strawberry.type(description="An open invitation to a team: owner and admins see it, and whoever may accept it.")
class TeamInvitation:
    id: strawberry.ID = strawberry.field(description="Goes into the mutations about invitations.")
    team_id: strawberry.ID = strawberry.field(description="The team.")
    email: str = strawberry.field(
        description="The address that it was mailed to. Whether it has an account is not told."
    )
    role: TeamRole = strawberry.field(description="What whoever accepts it becomes.")
    invited_by: Person = strawberry.field(description="Who made it.")
    created_at: datetime = strawberry.field(description="When it was made.")
    sent_at: datetime = strawberry.field(description="When its mail was last ordered.")
    expires_at: datetime = strawberry.field(description="Until when it can be accepted.")

    @strawberry.field(description="What the team is called; null when it was closed just now.")
    async def team_name(self, info: Info) -> str | None:
        """All names of one answer are looked up together."""
        loader = info.context.loader("team names", info.context.services.teams.invitations.team_names)
        return await loader.load(str(self.team_id))

    @classmethod
    def of(cls, invitation: StoredInvitation) -> Self:
        """The GraphQL form of `invitation`."""
        return cls(
            id=strawberry.ID(invitation.id),
            team_id=strawberry.ID(invitation.team_id),
            email=invitation.email,
            role=as_role(invitation.role),
            invited_by=Person.of(invitation.invited_by),
            created_at=invitation.created_at,
            sent_at=invitation.sent_at,
            expires_at=invitation.expires_at,
        )


@strawberry.input(description="Whom to invite by e-mail. For owner and admins; the owner alone invites admins.")
class InviteTeamMemberInput:
    team_id: strawberry.ID = strawberry.field(description="A team that the caller is in.")
    email: str = strawberry.field(description="Where the mail goes, at most 254 characters.")
    role: TeamRole = strawberry.field(default=TeamRole.MEMBER, description="What they become: MEMBER or ADMIN.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same invitation again, and no "
        "second mail; so does any key while one to this address is open."
    )


@strawberry.input(description="An open invitation to mail again. For owner and admins.")
class ResendTeamInvitationInput:
    invitation_id: strawberry.ID = strawberry.field(description="An open invitation of a team of the caller's.")


@strawberry.input(description="An open invitation to take back. For owner and admins.")
class WithdrawTeamInvitationInput:
    invitation_id: strawberry.ID = strawberry.field(description="An open invitation of a team of the caller's.")


@strawberry.input(description="An invitation of the caller's: by `token` or by `invitationId`, and not both.")
class OwnTeamInvitationInput:
    token: str | None = strawberry.field(
        default=None, description="What stands in the mail behind `token=`. Whoever has it may accept, once."
    )
    invitation_id: strawberry.ID | None = strawberry.field(
        default=None, description="One of `teamInvitations`: to an address that the caller has proved to be theirs."
    )


@strawberry.type(description="Nobody can accept the invitation any more.")
class TeamInvitationEnded:
    invitation_id: strawberry.ID = strawberry.field(description="The id that it had.")


TeamInvitationResult: TypeAlias = Annotated[
    TeamInvitation | OperationRefused,
    strawberry.union(
        "TeamInvitationResult",
        description="The invitation as it is now. Codes: NOT_FOUND, TEAM_ROLE_REQUIRED, INVALID_INPUT, "
        "MAIL_NOT_CONFIGURED, TOO_MANY_MAILS, TOO_MANY_TEAM_INVITATIONS, IDEMPOTENCY_CONFLICT, TEAMS_UNAVAILABLE.",
    ),
]
WithdrawTeamInvitationResult: TypeAlias = Annotated[
    TeamInvitationEnded | OperationRefused,
    strawberry.union(
        "WithdrawTeamInvitationResult",
        description="The outcome of `withdrawTeamInvitation`. Codes: NOT_FOUND, TEAM_ROLE_REQUIRED, TEAMS_UNAVAILABLE.",
    ),
]
DeclineTeamInvitationResult: TypeAlias = Annotated[
    TeamInvitationEnded | OperationRefused,
    strawberry.union(
        "DeclineTeamInvitationResult",
        description="The outcome of `declineTeamInvitation`. Codes: TEAM_INVITATION_INVALID, INVALID_INPUT, "
        "TEAMS_UNAVAILABLE.",
    ),
]
