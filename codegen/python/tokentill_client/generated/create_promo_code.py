from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PromoKind


class CreatePromoCode(BaseModel):
    create_promo_code: Union[
        "CreatePromoCodeCreatePromoCodeOperationRefused",
        "CreatePromoCodeCreatePromoCodePromoCodeCreated",
    ] = Field(discriminator="typename__")


class CreatePromoCodeCreatePromoCodeOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class CreatePromoCodeCreatePromoCodePromoCodeCreated(BaseModel):
    typename__: Literal["PromoCodeCreated"] = Field(alias="__typename")
    promo_code: "CreatePromoCodeCreatePromoCodePromoCodeCreatedPromoCode"


class CreatePromoCodeCreatePromoCodePromoCodeCreatedPromoCode(BaseModel):
    name: str
    kind: PromoKind
    percent: Optional[int]
    bonus_tokens: Optional[int]
    total_cap: Optional[int]
    per_user_cap: Optional[int]
    active: bool


CreatePromoCode.model_rebuild()
CreatePromoCodeCreatePromoCodePromoCodeCreated.model_rebuild()
