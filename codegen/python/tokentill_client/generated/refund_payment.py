from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class RefundPayment(BaseModel):
    refund_payment: Union[
        "RefundPaymentRefundPaymentOperationRefused",
        "RefundPaymentRefundPaymentPaymentNotRefundable",
        "RefundPaymentRefundPaymentPaymentRefunded",
        "RefundPaymentRefundPaymentRefundRefused",
        "RefundPaymentRefundPaymentRefundTooLarge",
    ] = Field(discriminator="typename__")


class RefundPaymentRefundPaymentOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RefundPaymentRefundPaymentPaymentNotRefundable(BaseModel):
    typename__: Literal["PaymentNotRefundable"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RefundPaymentRefundPaymentPaymentRefunded(BaseModel):
    typename__: Literal["PaymentRefunded"] = Field(alias="__typename")
    refund_id: str
    amount: "RefundPaymentRefundPaymentPaymentRefundedAmount"
    payment: "RefundPaymentRefundPaymentPaymentRefundedPayment"


class RefundPaymentRefundPaymentPaymentRefundedAmount(BaseModel):
    formatted: str


class RefundPaymentRefundPaymentPaymentRefundedPayment(BaseModel):
    status: PaymentStatus
    tokens_taken_back: int


class RefundPaymentRefundPaymentRefundRefused(BaseModel):
    typename__: Literal["RefundRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


class RefundPaymentRefundPaymentRefundTooLarge(BaseModel):
    typename__: Literal["RefundTooLarge"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


RefundPayment.model_rebuild()
RefundPaymentRefundPaymentPaymentRefunded.model_rebuild()
