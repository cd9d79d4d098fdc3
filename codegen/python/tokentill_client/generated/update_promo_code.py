from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class UpdatePromoCode(BaseModel):
    update_promo_code: Union[
        "UpdatePromoCodeUpdatePromoCodeOperationRefused",
        "UpdatePromoCodeUpdatePromoCodePromoCodeUpdated",
    ] = Field(discriminator="typename__")


class UpdatePromoCodeUpdatePromoCodeOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class UpdatePromoCodeUpdatePromoCodePromoCodeUpdated(BaseModel):
    typename__: Literal["PromoCodeUpdated"] = Field(alias="__typename")
    promo_code: "UpdatePromoCodeUpdatePromoCodePromoCodeUpdatedPromoCode"


class UpdatePromoCodeUpdatePromoCodePromoCodeUpdatedPromoCode(BaseModel):
    name: str
    total_cap: Optional[int]
    per_user_cap: Optional[int]
    starts_at: Optional[datetime]
    ends_at: Optional[datetime]
    active: bool
    redeemed: int


UpdatePromoCode.model_rebuild()
UpdatePromoCodeUpdatePromoCodePromoCodeUpdated.model_rebuild()
