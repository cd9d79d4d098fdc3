from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class VerifyRazorpayPayment(BaseModel):
    verify_razorpay_payment: Union[
        "VerifyRazorpayPaymentVerifyRazorpayPaymentOperationRefused",
        "VerifyRazorpayPaymentVerifyRazorpayPaymentRazorpayPaymentVerified",
    ] = Field(discriminator="typename__")


class VerifyRazorpayPaymentVerifyRazorpayPaymentOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class VerifyRazorpayPaymentVerifyRazorpayPaymentRazorpayPaymentVerified(BaseModel):
    typename__: Literal["RazorpayPaymentVerified"] = Field(alias="__typename")
    payment: "VerifyRazorpayPaymentVerifyRazorpayPaymentRazorpayPaymentVerifiedPayment"


class VerifyRazorpayPaymentVerifyRazorpayPaymentRazorpayPaymentVerifiedPayment(
    BaseModel
):
    id: str
    status: PaymentStatus
    credited_at: Optional[datetime]


VerifyRazorpayPayment.model_rebuild()
VerifyRazorpayPaymentVerifyRazorpayPaymentRazorpayPaymentVerified.model_rebuild()
