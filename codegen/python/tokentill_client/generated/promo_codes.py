from typing import Optional

from .base_model import BaseModel
from .enums import PromoKind


class PromoCodes(BaseModel):
    promo_codes: "PromoCodesPromoCodes"


class PromoCodesPromoCodes(BaseModel):
    edges: list["PromoCodesPromoCodesEdges"]
    page_info: "PromoCodesPromoCodesPageInfo"


class PromoCodesPromoCodesEdges(BaseModel):
    node: "PromoCodesPromoCodesEdgesNode"


class PromoCodesPromoCodesEdgesNode(BaseModel):
    id: str
    name: str
    kind: PromoKind
    percent: Optional[int]
    amounts: list["PromoCodesPromoCodesEdgesNodeAmounts"]
    bonus_tokens: Optional[int]
    total_cap: Optional[int]
    redeemed: int
    active: bool


class PromoCodesPromoCodesEdgesNodeAmounts(BaseModel):
    amount: int
    currency: str


class PromoCodesPromoCodesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


PromoCodes.model_rebuild()
PromoCodesPromoCodes.model_rebuild()
PromoCodesPromoCodesEdges.model_rebuild()
PromoCodesPromoCodesEdgesNode.model_rebuild()
