from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TeamRole


class AcceptTeamInvitation(BaseModel):
    accept_team_invitation: Union[
        "AcceptTeamInvitationAcceptTeamInvitationOperationRefused",
        "AcceptTeamInvitationAcceptTeamInvitationTeam",
    ] = Field(discriminator="typename__")


class AcceptTeamInvitationAcceptTeamInvitationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class AcceptTeamInvitationAcceptTeamInvitationTeam(BaseModel):
    typename__: Literal["Team"] = Field(alias="__typename")
    id: str
    name: str
    role: TeamRole
    created_at: datetime
    member_count: int
    balance: "AcceptTeamInvitationAcceptTeamInvitationTeamBalance"
    membership: "AcceptTeamInvitationAcceptTeamInvitationTeamMembership"


class AcceptTeamInvitationAcceptTeamInvitationTeamBalance(BaseModel):
    available: int
    held: int


class AcceptTeamInvitationAcceptTeamInvitationTeamMembership(BaseModel):
    role: TeamRole
    daily_cap: Optional[int]
    monthly_cap: Optional[int]
    used_today: Optional[int]
    used_this_month: Optional[int]


AcceptTeamInvitation.model_rebuild()
AcceptTeamInvitationAcceptTeamInvitationTeam.model_rebuild()
