from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import Role


class Me(BaseModel):
    me: "MeMe"


class MeMe(BaseModel):
    id: str
    email: Optional[str]
    name: str
    role: Role
    created_at: datetime
    usage: "MeMeUsage"


class MeMeUsage(BaseModel):
    requests: int
    tokens: int
    cost: int


Me.model_rebuild()
MeMe.model_rebuild()
