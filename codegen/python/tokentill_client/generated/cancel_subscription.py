from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import SubscriptionStatus


class CancelSubscription(BaseModel):
    cancel_subscription: Union[
        "CancelSubscriptionCancelSubscriptionOperationRefused",
        "CancelSubscriptionCancelSubscriptionSubscriptionChanged",
        "CancelSubscriptionCancelSubscriptionSubscriptionRefused",
    ] = Field(discriminator="typename__")


class CancelSubscriptionCancelSubscriptionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class CancelSubscriptionCancelSubscriptionSubscriptionChanged(BaseModel):
    typename__: Literal["SubscriptionChanged"] = Field(alias="__typename")
    subscription: "CancelSubscriptionCancelSubscriptionSubscriptionChangedSubscription"


class CancelSubscriptionCancelSubscriptionSubscriptionChangedSubscription(BaseModel):
    plan_id: str
    next_plan_id: Optional[str]
    status: SubscriptionStatus
    cancel_at_period_end: bool
    current_period_end: Optional[datetime]


class CancelSubscriptionCancelSubscriptionSubscriptionRefused(BaseModel):
    typename__: Literal["SubscriptionRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


CancelSubscription.model_rebuild()
CancelSubscriptionCancelSubscriptionSubscriptionChanged.model_rebuild()
