from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PaymentGateway, PaymentMethod, PaymentStatus


class Payment(BaseModel):
    payment: "PaymentPayment"


class PaymentPayment(BaseModel):
    id: str
    status: PaymentStatus
    method: PaymentMethod
    gateway: PaymentGateway
    gateway_reference: Optional[str]
    package_id: str
    tokens: int
    bonus_tokens: int
    amount: "PaymentPaymentAmount"
    tax: "PaymentPaymentTax"
    tax_included: bool
    total: "PaymentPaymentTotal"
    refunded: "PaymentPaymentRefunded"
    tokens_taken_back: int
    failure_code: Optional[str]
    failure_reason: Optional[str]
    failure_retryable: Optional[bool]
    created_at: datetime
    credited_at: Optional[datetime]


class PaymentPaymentAmount(BaseModel):
    formatted: str


class PaymentPaymentTax(BaseModel):
    formatted: str


class PaymentPaymentTotal(BaseModel):
    formatted: str


class PaymentPaymentRefunded(BaseModel):
    formatted: str


Payment.model_rebuild()
PaymentPayment.model_rebuild()
