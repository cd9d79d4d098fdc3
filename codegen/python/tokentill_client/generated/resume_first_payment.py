from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import SubscriptionStatus


class ResumeFirstPayment(BaseModel):
    resume_first_payment: Union[
        "ResumeFirstPaymentResumeFirstPaymentOperationRefused",
        "ResumeFirstPaymentResumeFirstPaymentSubscriptionRefused",
        "ResumeFirstPaymentResumeFirstPaymentSubscriptionStarted",
    ] = Field(discriminator="typename__")


class ResumeFirstPaymentResumeFirstPaymentOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResumeFirstPaymentResumeFirstPaymentSubscriptionRefused(BaseModel):
    typename__: Literal["SubscriptionRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


class ResumeFirstPaymentResumeFirstPaymentSubscriptionStarted(BaseModel):
    typename__: Literal["SubscriptionStarted"] = Field(alias="__typename")
    subscription: "ResumeFirstPaymentResumeFirstPaymentSubscriptionStartedSubscription"
    client_secret: Optional[str]
    publishable_key: str
    payment_page_url: Optional[str]


class ResumeFirstPaymentResumeFirstPaymentSubscriptionStartedSubscription(BaseModel):
    id: str
    plan_id: str
    status: SubscriptionStatus


ResumeFirstPayment.model_rebuild()
ResumeFirstPaymentResumeFirstPaymentSubscriptionStarted.model_rebuild()
