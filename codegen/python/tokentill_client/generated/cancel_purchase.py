from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class CancelPurchase(BaseModel):
    cancel_purchase: Union[
        "CancelPurchaseCancelPurchaseOperationRefused",
        "CancelPurchaseCancelPurchasePaymentNotCancellable",
        "CancelPurchaseCancelPurchasePurchaseCancelled",
    ] = Field(discriminator="typename__")


class CancelPurchaseCancelPurchaseOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class CancelPurchaseCancelPurchasePaymentNotCancellable(BaseModel):
    typename__: Literal["PaymentNotCancellable"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class CancelPurchaseCancelPurchasePurchaseCancelled(BaseModel):
    typename__: Literal["PurchaseCancelled"] = Field(alias="__typename")
    payment: "CancelPurchaseCancelPurchasePurchaseCancelledPayment"


class CancelPurchaseCancelPurchasePurchaseCancelledPayment(BaseModel):
    id: str
    status: PaymentStatus


CancelPurchase.model_rebuild()
CancelPurchaseCancelPurchasePurchaseCancelled.model_rebuild()
