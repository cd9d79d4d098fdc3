from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import TeamRole


class TeamInvitations(BaseModel):
    team_invitations: "TeamInvitationsTeamInvitations"


class TeamInvitationsTeamInvitations(BaseModel):
    edges: list["TeamInvitationsTeamInvitationsEdges"]
    page_info: "TeamInvitationsTeamInvitationsPageInfo"


class TeamInvitationsTeamInvitationsEdges(BaseModel):
    node: "TeamInvitationsTeamInvitationsEdgesNode"


class TeamInvitationsTeamInvitationsEdgesNode(BaseModel):
    id: str
    team_id: str
    team_name: Optional[str]
    email: str
    role: TeamRole
    invited_by: "TeamInvitationsTeamInvitationsEdgesNodeInvitedBy"
    expires_at: datetime


class TeamInvitationsTeamInvitationsEdgesNodeInvitedBy(BaseModel):
    id: str
    name: Optional[str]


class TeamInvitationsTeamInvitationsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


TeamInvitations.model_rebuild()
TeamInvitationsTeamInvitations.model_rebuild()
TeamInvitationsTeamInvitationsEdges.model_rebuild()
TeamInvitationsTeamInvitationsEdgesNode.model_rebuild()
