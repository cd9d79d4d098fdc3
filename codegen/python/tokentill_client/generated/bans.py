from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import BanSubject


class Bans(BaseModel):
    bans: "BansBans"


class BansBans(BaseModel):
    edges: list["BansBansEdges"]
    page_info: "BansBansPageInfo"


class BansBansEdges(BaseModel):
    node: "BansBansEdgesNode"


class BansBansEdgesNode(BaseModel):
    id: str
    kind: BanSubject
    subject: str
    limit: str
    in_a_row: int
    since: datetime
    until: datetime


class BansBansPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Bans.model_rebuild()
BansBans.model_rebuild()
BansBansEdges.model_rebuild()
