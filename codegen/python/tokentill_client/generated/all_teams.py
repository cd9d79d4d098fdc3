from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class AllTeams(BaseModel):
    all_teams: "AllTeamsAllTeams"


class AllTeamsAllTeams(BaseModel):
    edges: list["AllTeamsAllTeamsEdges"]
    page_info: "AllTeamsAllTeamsPageInfo"


class AllTeamsAllTeamsEdges(BaseModel):
    node: "AllTeamsAllTeamsEdgesNode"


class AllTeamsAllTeamsEdgesNode(BaseModel):
    id: str
    name: str
    wallet_id: str
    created_at: datetime
    closed_at: Optional[datetime]
    owner: Optional["AllTeamsAllTeamsEdgesNodeOwner"]
    balance: "AllTeamsAllTeamsEdgesNodeBalance"


class AllTeamsAllTeamsEdgesNodeOwner(BaseModel):
    id: str
    name: Optional[str]


class AllTeamsAllTeamsEdgesNodeBalance(BaseModel):
    available: int
    purchased: int
    held: int
    debt: int


class AllTeamsAllTeamsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


AllTeams.model_rebuild()
AllTeamsAllTeams.model_rebuild()
AllTeamsAllTeamsEdges.model_rebuild()
AllTeamsAllTeamsEdgesNode.model_rebuild()
