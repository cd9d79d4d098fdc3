from typing import Optional

from .base_model import BaseModel
from .enums import PaymentMethod


class PaymentMethods(BaseModel):
    payment_methods: list["PaymentMethodsPaymentMethods"]


class PaymentMethodsPaymentMethods(BaseModel):
    method: PaymentMethod
    available: bool
    reason: Optional[str]


PaymentMethods.model_rebuild()
