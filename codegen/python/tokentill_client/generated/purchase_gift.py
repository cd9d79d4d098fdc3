from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class PurchaseGift(BaseModel):
    purchase: Union[
        "PurchaseGiftPurchaseOperationRefused",
        "PurchaseGiftPurchasePaymentMethodUnavailable",
        "PurchaseGiftPurchasePaymentRefused",
        "PurchaseGiftPurchasePromoCodeRefused",
        "PurchaseGiftPurchasePurchaseStarted",
    ] = Field(discriminator="typename__")


class PurchaseGiftPurchaseOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseGiftPurchasePaymentMethodUnavailable(BaseModel):
    typename__: Literal["PaymentMethodUnavailable"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseGiftPurchasePaymentRefused(BaseModel):
    typename__: Literal["PaymentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseGiftPurchasePromoCodeRefused(BaseModel):
    typename__: Literal["PromoCodeRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseGiftPurchasePurchaseStarted(BaseModel):
    typename__: Literal["PurchaseStarted"] = Field(alias="__typename")
    payment: "PurchaseGiftPurchasePurchaseStartedPayment"
    client_secret: str
    publishable_key: str
    expires_at: datetime


class PurchaseGiftPurchasePurchaseStartedPayment(BaseModel):
    id: str
    status: PaymentStatus
    tokens: int
    amount: "PurchaseGiftPurchasePurchaseStartedPaymentAmount"
    gift: Optional["PurchaseGiftPurchasePurchaseStartedPaymentGift"]


class PurchaseGiftPurchasePurchaseStartedPaymentAmount(BaseModel):
    amount: int
    currency: str


class PurchaseGiftPurchasePurchaseStartedPaymentGift(BaseModel):
    message: Optional[str]


PurchaseGift.model_rebuild()
PurchaseGiftPurchasePurchaseStarted.model_rebuild()
PurchaseGiftPurchasePurchaseStartedPayment.model_rebuild()
