from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import SubscriptionStatus


class ResumeSubscription(BaseModel):
    resume_subscription: Union[
        "ResumeSubscriptionResumeSubscriptionOperationRefused",
        "ResumeSubscriptionResumeSubscriptionSubscriptionChanged",
        "ResumeSubscriptionResumeSubscriptionSubscriptionRefused",
    ] = Field(discriminator="typename__")


class ResumeSubscriptionResumeSubscriptionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResumeSubscriptionResumeSubscriptionSubscriptionChanged(BaseModel):
    typename__: Literal["SubscriptionChanged"] = Field(alias="__typename")
    subscription: "ResumeSubscriptionResumeSubscriptionSubscriptionChangedSubscription"


class ResumeSubscriptionResumeSubscriptionSubscriptionChangedSubscription(BaseModel):
    plan_id: str
    next_plan_id: Optional[str]
    status: SubscriptionStatus
    cancel_at_period_end: bool
    current_period_end: Optional[datetime]


class ResumeSubscriptionResumeSubscriptionSubscriptionRefused(BaseModel):
    typename__: Literal["SubscriptionRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


ResumeSubscription.model_rebuild()
ResumeSubscriptionResumeSubscriptionSubscriptionChanged.model_rebuild()
