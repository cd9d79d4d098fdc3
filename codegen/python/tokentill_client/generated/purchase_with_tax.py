from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class PurchaseWithTax(BaseModel):
    purchase: Union[
        "PurchaseWithTaxPurchaseOperationRefused",
        "PurchaseWithTaxPurchasePaymentMethodUnavailable",
        "PurchaseWithTaxPurchasePaymentRefused",
        "PurchaseWithTaxPurchasePromoCodeRefused",
        "PurchaseWithTaxPurchasePurchaseStarted",
    ] = Field(discriminator="typename__")


class PurchaseWithTaxPurchaseOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseWithTaxPurchasePaymentMethodUnavailable(BaseModel):
    typename__: Literal["PaymentMethodUnavailable"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseWithTaxPurchasePaymentRefused(BaseModel):
    typename__: Literal["PaymentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseWithTaxPurchasePromoCodeRefused(BaseModel):
    typename__: Literal["PromoCodeRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseWithTaxPurchasePurchaseStarted(BaseModel):
    typename__: Literal["PurchaseStarted"] = Field(alias="__typename")
    payment: "PurchaseWithTaxPurchasePurchaseStartedPayment"
    client_secret: str
    publishable_key: str
    expires_at: datetime


class PurchaseWithTaxPurchasePurchaseStartedPayment(BaseModel):
    id: str
    status: PaymentStatus
    tokens: int
    amount: "PurchaseWithTaxPurchasePurchaseStartedPaymentAmount"
    tax: "PurchaseWithTaxPurchasePurchaseStartedPaymentTax"
    tax_included: bool
    total: "PurchaseWithTaxPurchasePurchaseStartedPaymentTotal"


class PurchaseWithTaxPurchasePurchaseStartedPaymentAmount(BaseModel):
    amount: int
    currency: str
    formatted: str


class PurchaseWithTaxPurchasePurchaseStartedPaymentTax(BaseModel):
    formatted: str


class PurchaseWithTaxPurchasePurchaseStartedPaymentTotal(BaseModel):
    amount: int
    formatted: str


PurchaseWithTax.model_rebuild()
PurchaseWithTaxPurchasePurchaseStarted.model_rebuild()
PurchaseWithTaxPurchasePurchaseStartedPayment.model_rebuild()
