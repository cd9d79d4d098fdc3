from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TeamRole


class ResendTeamInvitation(BaseModel):
    resend_team_invitation: Union[
        "ResendTeamInvitationResendTeamInvitationOperationRefused",
        "ResendTeamInvitationResendTeamInvitationTeamInvitation",
    ] = Field(discriminator="typename__")


class ResendTeamInvitationResendTeamInvitationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResendTeamInvitationResendTeamInvitationTeamInvitation(BaseModel):
    typename__: Literal["TeamInvitation"] = Field(alias="__typename")
    id: str
    team_id: str
    team_name: Optional[str]
    email: str
    role: TeamRole
    expires_at: datetime


ResendTeamInvitation.model_rebuild()
