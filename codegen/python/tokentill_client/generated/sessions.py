from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class Sessions(BaseModel):
    sessions: "SessionsSessions"


class SessionsSessions(BaseModel):
    edges: list["SessionsSessionsEdges"]
    page_info: "SessionsSessionsPageInfo"


class SessionsSessionsEdges(BaseModel):
    node: "SessionsSessionsEdgesNode"


class SessionsSessionsEdgesNode(BaseModel):
    id: str
    device: Optional[str]
    network: Optional[str]
    opened_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool


class SessionsSessionsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Sessions.model_rebuild()
SessionsSessions.model_rebuild()
SessionsSessionsEdges.model_rebuild()
