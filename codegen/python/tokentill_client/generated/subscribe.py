from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import SubscriptionStatus


class Subscribe(BaseModel):
    subscribe: Union[
        "SubscribeSubscribeOperationRefused",
        "SubscribeSubscribeSubscriptionRefused",
        "SubscribeSubscribeSubscriptionStarted",
    ] = Field(discriminator="typename__")


class SubscribeSubscribeOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class SubscribeSubscribeSubscriptionRefused(BaseModel):
    typename__: Literal["SubscriptionRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


class SubscribeSubscribeSubscriptionStarted(BaseModel):
    typename__: Literal["SubscriptionStarted"] = Field(alias="__typename")
    subscription: "SubscribeSubscribeSubscriptionStartedSubscription"
    client_secret: Optional[str]
    publishable_key: str
    payment_page_url: Optional[str]


class SubscribeSubscribeSubscriptionStartedSubscription(BaseModel):
    id: str
    plan_id: str
    status: SubscriptionStatus


Subscribe.model_rebuild()
SubscribeSubscribeSubscriptionStarted.model_rebuild()
