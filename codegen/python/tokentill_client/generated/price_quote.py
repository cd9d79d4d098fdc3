from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import DiscountKind


class PriceQuote(BaseModel):
    price_quote: Union[
        "PriceQuotePriceQuoteOperationRefused",
        "PriceQuotePriceQuotePriceQuote",
        "PriceQuotePriceQuotePromoCodeRefused",
    ] = Field(discriminator="typename__")


class PriceQuotePriceQuoteOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PriceQuotePriceQuotePriceQuote(BaseModel):
    typename__: Literal["PriceQuote"] = Field(alias="__typename")
    subtotal: "PriceQuotePriceQuotePriceQuoteSubtotal"
    discounts: list["PriceQuotePriceQuotePriceQuoteDiscounts"]
    amount: "PriceQuotePriceQuotePriceQuoteAmount"
    tokens: int
    bonus_tokens: int
    promo_code: Optional[str]


class PriceQuotePriceQuotePriceQuoteSubtotal(BaseModel):
    amount: int
    currency: str


class PriceQuotePriceQuotePriceQuoteDiscounts(BaseModel):
    kind: DiscountKind
    promo_code: Optional[str]
    amount: "PriceQuotePriceQuotePriceQuoteDiscountsAmount"


class PriceQuotePriceQuotePriceQuoteDiscountsAmount(BaseModel):
    amount: int


class PriceQuotePriceQuotePriceQuoteAmount(BaseModel):
    amount: int
    currency: str
    formatted: str


class PriceQuotePriceQuotePromoCodeRefused(BaseModel):
    typename__: Literal["PromoCodeRefused"] = Field(alias="__typename")
    minimum: Optional["PriceQuotePriceQuotePromoCodeRefusedMinimum"]
    code: str
    message: str
    retryable: bool


class PriceQuotePriceQuotePromoCodeRefusedMinimum(BaseModel):
    amount: int
    currency: str


PriceQuote.model_rebuild()
PriceQuotePriceQuotePriceQuote.model_rebuild()
PriceQuotePriceQuotePriceQuoteDiscounts.model_rebuild()
PriceQuotePriceQuotePromoCodeRefused.model_rebuild()
