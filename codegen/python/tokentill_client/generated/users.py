from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import Role, UserStatus


class Users(BaseModel):
    users: "UsersUsers"


class UsersUsers(BaseModel):
    edges: list["UsersUsersEdges"]
    page_info: "UsersUsersPageInfo"


class UsersUsersEdges(BaseModel):
    node: "UsersUsersEdgesNode"


class UsersUsersEdgesNode(BaseModel):
    id: str
    email: Optional[str]
    email_verified: bool
    name: str
    role: Role
    status: UserStatus
    created_at: datetime
    last_seen_at: Optional[datetime]
    plan_id: str
    balance: "UsersUsersEdgesNodeBalance"
    usage: "UsersUsersEdgesNodeUsage"
    figures: Optional["UsersUsersEdgesNodeFigures"]


class UsersUsersEdgesNodeBalance(BaseModel):
    available: int
    held: int
    debt: int


class UsersUsersEdgesNodeUsage(BaseModel):
    requests: int
    cost: int


class UsersUsersEdgesNodeFigures(BaseModel):
    available: int
    spent: int
    at: datetime


class UsersUsersPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Users.model_rebuild()
UsersUsers.model_rebuild()
UsersUsersEdges.model_rebuild()
UsersUsersEdgesNode.model_rebuild()
