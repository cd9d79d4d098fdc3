from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import Language, Role, SubscriptionStatus, Theme


class MyAccount(BaseModel):
    me: "MyAccountMe"


class MyAccountMe(BaseModel):
    id: str
    email: Optional[str]
    name: str
    avatar_url: Optional[str]
    initials: str
    role: Role
    created_at: datetime
    preferences: "MyAccountMePreferences"
    subscription: Optional["MyAccountMeSubscription"]
    allowance: "MyAccountMeAllowance"
    usage: "MyAccountMeUsage"


class MyAccountMePreferences(BaseModel):
    theme: Theme
    language: Optional[Language]
    chat_model_id: Optional[str]
    ticket_model_id: Optional[str]


class MyAccountMeSubscription(BaseModel):
    plan_id: str
    status: SubscriptionStatus
    paid_until: Optional[datetime]
    limits: "MyAccountMeSubscriptionLimits"


class MyAccountMeSubscriptionLimits(BaseModel):
    requests_per_day: Optional[int]
    tokens_per_month: int
    max_tokens_per_request: int
    premium_models: bool


class MyAccountMeAllowance(BaseModel):
    plan_id: str
    requests_today: int
    requests_per_day: Optional[int]
    free_tokens_this_month: int
    free_tokens_per_month: Optional[int]
    premium_models: bool


class MyAccountMeUsage(BaseModel):
    requests: int
    tokens: int
    cost: int


MyAccount.model_rebuild()
MyAccountMe.model_rebuild()
MyAccountMeSubscription.model_rebuild()
