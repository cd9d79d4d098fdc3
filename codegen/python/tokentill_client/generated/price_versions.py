from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PricePolicy


class PriceVersions(BaseModel):
    price_versions: "PriceVersionsPriceVersions"


class PriceVersionsPriceVersions(BaseModel):
    edges: list["PriceVersionsPriceVersionsEdges"]
    page_info: "PriceVersionsPriceVersionsPageInfo"


class PriceVersionsPriceVersionsEdges(BaseModel):
    node: "PriceVersionsPriceVersionsEdgesNode"


class PriceVersionsPriceVersionsEdgesNode(BaseModel):
    version: str
    policy: PricePolicy
    recorded_at: datetime
    per_mille: Optional[int]
    wallet_token_nanodollars: Optional[int]
    rates: "PriceVersionsPriceVersionsEdgesNodeRates"
    provider_prices: list["PriceVersionsPriceVersionsEdgesNodeProviderPrices"]


class PriceVersionsPriceVersionsEdgesNodeRates(BaseModel):
    input: int
    output: int
    cache_read: int
    cache_write: int
    reasoning: int
    image: int


class PriceVersionsPriceVersionsEdgesNodeProviderPrices(BaseModel):
    kind: str
    dollars: str


class PriceVersionsPriceVersionsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


PriceVersions.model_rebuild()
PriceVersionsPriceVersions.model_rebuild()
PriceVersionsPriceVersionsEdges.model_rebuild()
PriceVersionsPriceVersionsEdgesNode.model_rebuild()
