from typing import Optional

from .base_model import BaseModel
from .enums import TeamRole


class Teams(BaseModel):
    teams: "TeamsTeams"


class TeamsTeams(BaseModel):
    edges: list["TeamsTeamsEdges"]
    page_info: "TeamsTeamsPageInfo"


class TeamsTeamsEdges(BaseModel):
    node: "TeamsTeamsEdgesNode"


class TeamsTeamsEdgesNode(BaseModel):
    id: str
    name: str
    role: TeamRole
    balance: "TeamsTeamsEdgesNodeBalance"
    membership: "TeamsTeamsEdgesNodeMembership"


class TeamsTeamsEdgesNodeBalance(BaseModel):
    available: int


class TeamsTeamsEdgesNodeMembership(BaseModel):
    daily_cap: Optional[int]
    monthly_cap: Optional[int]
    used_today: Optional[int]
    used_this_month: Optional[int]


class TeamsTeamsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Teams.model_rebuild()
TeamsTeams.model_rebuild()
TeamsTeamsEdges.model_rebuild()
TeamsTeamsEdgesNode.model_rebuild()
