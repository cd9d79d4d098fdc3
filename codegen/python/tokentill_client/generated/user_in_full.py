from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PaymentStatus, Role, UserStatus


class UserInFull(BaseModel):
    user: Optional["UserInFullUser"]


class UserInFullUser(BaseModel):
    id: str
    email: Optional[str]
    email_verified: bool
    name: str
    role: Role
    status: UserStatus
    created_at: datetime
    last_seen_at: Optional[datetime]
    plan_id: str
    wallet_id: str
    balance: "UserInFullUserBalance"
    grants: list["UserInFullUserGrants"]
    usage: "UserInFullUserUsage"
    payments: list["UserInFullUserPayments"]
    sessions: list["UserInFullUserSessions"]
    admin_actions: list["UserInFullUserAdminActions"]


class UserInFullUserBalance(BaseModel):
    available: int
    free: int
    purchased: int
    held: int
    debt: int
    lifetime_purchased: int
    lifetime_spent: int


class UserInFullUserGrants(BaseModel):
    source: str
    available: int
    expires_at: Optional[datetime]
    reference: Optional[str]


class UserInFullUserUsage(BaseModel):
    requests: int
    tokens: int
    cost: int


class UserInFullUserPayments(BaseModel):
    id: str
    status: PaymentStatus
    amount: "UserInFullUserPaymentsAmount"
    tokens: int
    created_at: datetime


class UserInFullUserPaymentsAmount(BaseModel):
    formatted: str


class UserInFullUserSessions(BaseModel):
    id: str
    device: Optional[str]
    network: Optional[str]
    last_used_at: datetime


class UserInFullUserAdminActions(BaseModel):
    id: str
    at: datetime
    action: str
    reason: Optional[str]
    outcome: Optional[str]
    admin_id: str
    changes: list["UserInFullUserAdminActionsChanges"]


class UserInFullUserAdminActionsChanges(BaseModel):
    field: str
    before: Optional[str]
    after: Optional[str]


UserInFull.model_rebuild()
UserInFullUser.model_rebuild()
UserInFullUserPayments.model_rebuild()
UserInFullUserAdminActions.model_rebuild()
