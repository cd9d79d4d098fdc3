from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TeamRole


class InviteTeamMember(BaseModel):
    invite_team_member: Union[
        "InviteTeamMemberInviteTeamMemberOperationRefused",
        "InviteTeamMemberInviteTeamMemberTeamInvitation",
    ] = Field(discriminator="typename__")


class InviteTeamMemberInviteTeamMemberOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class InviteTeamMemberInviteTeamMemberTeamInvitation(BaseModel):
    typename__: Literal["TeamInvitation"] = Field(alias="__typename")
    id: str
    team_id: str
    team_name: Optional[str]
    email: str
    role: TeamRole
    expires_at: datetime


InviteTeamMember.model_rebuild()
