from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RefundInvoice(BaseModel):
    refund_invoice: Union[
        "RefundInvoiceRefundInvoiceInvoiceRefunded",
        "RefundInvoiceRefundInvoiceOperationRefused",
        "RefundInvoiceRefundInvoiceRefundRefused",
        "RefundInvoiceRefundInvoiceRefundTooLarge",
    ] = Field(discriminator="typename__")


class RefundInvoiceRefundInvoiceInvoiceRefunded(BaseModel):
    typename__: Literal["InvoiceRefunded"] = Field(alias="__typename")
    refund_id: str
    amount: "RefundInvoiceRefundInvoiceInvoiceRefundedAmount"
    refunded: "RefundInvoiceRefundInvoiceInvoiceRefundedRefunded"
    tokens_taken_back: int


class RefundInvoiceRefundInvoiceInvoiceRefundedAmount(BaseModel):
    formatted: str


class RefundInvoiceRefundInvoiceInvoiceRefundedRefunded(BaseModel):
    formatted: str


class RefundInvoiceRefundInvoiceOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RefundInvoiceRefundInvoiceRefundRefused(BaseModel):
    typename__: Literal["RefundRefused"] = Field(alias="__typename")
    gateway_code: str
    code: str
    message: str
    retryable: bool


class RefundInvoiceRefundInvoiceRefundTooLarge(BaseModel):
    typename__: Literal["RefundTooLarge"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


RefundInvoice.model_rebuild()
RefundInvoiceRefundInvoiceInvoiceRefunded.model_rebuild()
