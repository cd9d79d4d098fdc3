from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import TeamRole


class Team(BaseModel):
    team: "TeamTeam"


class TeamTeam(BaseModel):
    id: str
    name: str
    role: TeamRole
    created_at: datetime
    member_count: int
    balance: "TeamTeamBalance"
    members: "TeamTeamMembers"
    invitations: Optional["TeamTeamInvitations"]


class TeamTeamBalance(BaseModel):
    available: int
    free: int
    purchased: int
    held: int
    debt: int
    lifetime_purchased: int
    lifetime_spent: int


class TeamTeamMembers(BaseModel):
    edges: list["TeamTeamMembersEdges"]
    page_info: "TeamTeamMembersPageInfo"


class TeamTeamMembersEdges(BaseModel):
    node: "TeamTeamMembersEdgesNode"


class TeamTeamMembersEdgesNode(BaseModel):
    person: "TeamTeamMembersEdgesNodePerson"
    role: TeamRole
    joined_at: datetime
    daily_cap: Optional[int]
    monthly_cap: Optional[int]
    used_today: Optional[int]
    used_this_month: Optional[int]


class TeamTeamMembersEdgesNodePerson(BaseModel):
    id: str
    name: Optional[str]


class TeamTeamMembersPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


class TeamTeamInvitations(BaseModel):
    edges: list["TeamTeamInvitationsEdges"]


class TeamTeamInvitationsEdges(BaseModel):
    node: "TeamTeamInvitationsEdgesNode"


class TeamTeamInvitationsEdgesNode(BaseModel):
    id: str
    email: str
    role: TeamRole
    invited_by: "TeamTeamInvitationsEdgesNodeInvitedBy"
    sent_at: datetime
    expires_at: datetime


class TeamTeamInvitationsEdgesNodeInvitedBy(BaseModel):
    id: str
    name: Optional[str]


Team.model_rebuild()
TeamTeam.model_rebuild()
TeamTeamMembers.model_rebuild()
TeamTeamMembersEdges.model_rebuild()
TeamTeamMembersEdgesNode.model_rebuild()
TeamTeamInvitations.model_rebuild()
TeamTeamInvitationsEdges.model_rebuild()
TeamTeamInvitationsEdgesNode.model_rebuild()
