from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class StartCheckout(BaseModel):
    start_checkout: Union[
        "StartCheckoutStartCheckoutCheckoutStarted",
        "StartCheckoutStartCheckoutOperationRefused",
        "StartCheckoutStartCheckoutPaymentMethodUnavailable",
        "StartCheckoutStartCheckoutPaymentRefused",
        "StartCheckoutStartCheckoutPromoCodeRefused",
    ] = Field(discriminator="typename__")


class StartCheckoutStartCheckoutCheckoutStarted(BaseModel):
    typename__: Literal["CheckoutStarted"] = Field(alias="__typename")
    url: Optional[str]
    expires_at: datetime
    payment: "StartCheckoutStartCheckoutCheckoutStartedPayment"


class StartCheckoutStartCheckoutCheckoutStartedPayment(BaseModel):
    id: str
    status: PaymentStatus


class StartCheckoutStartCheckoutOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class StartCheckoutStartCheckoutPaymentMethodUnavailable(BaseModel):
    typename__: Literal["PaymentMethodUnavailable"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class StartCheckoutStartCheckoutPaymentRefused(BaseModel):
    typename__: Literal["PaymentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class StartCheckoutStartCheckoutPromoCodeRefused(BaseModel):
    typename__: Literal["PromoCodeRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


StartCheckout.model_rebuild()
StartCheckoutStartCheckoutCheckoutStarted.model_rebuild()
