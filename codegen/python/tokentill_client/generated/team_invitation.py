from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import TeamRole


class TeamInvitation(BaseModel):
    team_invitation: "TeamInvitationTeamInvitation"


class TeamInvitationTeamInvitation(BaseModel):
    id: str
    team_id: str
    team_name: Optional[str]
    email: str
    role: TeamRole
    invited_by: "TeamInvitationTeamInvitationInvitedBy"
    expires_at: datetime


class TeamInvitationTeamInvitationInvitedBy(BaseModel):
    id: str
    name: Optional[str]


TeamInvitation.model_rebuild()
TeamInvitationTeamInvitation.model_rebuild()
