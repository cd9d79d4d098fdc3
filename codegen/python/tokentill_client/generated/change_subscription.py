from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import SubscriptionStatus


class ChangeSubscription(BaseModel):
    change_subscription: Union[
        "ChangeSubscriptionChangeSubscriptionOperationRefused",
        "ChangeSubscriptionChangeSubscriptionSubscriptionChanged",
        "ChangeSubscriptionChangeSubscriptionSubscriptionRefused",
    ] = Field(discriminator="typename__")


class ChangeSubscriptionChangeSubscriptionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChangeSubscriptionChangeSubscriptionSubscriptionChanged(BaseModel):
    typename__: Literal["SubscriptionChanged"] = Field(alias="__typename")
    subscription: "ChangeSubscriptionChangeSubscriptionSubscriptionChangedSubscription"


class ChangeSubscriptionChangeSubscriptionSubscriptionChangedSubscription(BaseModel):
    plan_id: str
    next_plan_id: Optional[str]
    status: SubscriptionStatus
    cancel_at_period_end: bool
    current_period_end: Optional[datetime]


class ChangeSubscriptionChangeSubscriptionSubscriptionRefused(BaseModel):
    typename__: Literal["SubscriptionRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


ChangeSubscription.model_rebuild()
ChangeSubscriptionChangeSubscriptionSubscriptionChanged.model_rebuild()
