from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import ProviderKeyStatus


class ProviderKeys(BaseModel):
    provider_keys: "ProviderKeysProviderKeys"


class ProviderKeysProviderKeys(BaseModel):
    edges: list["ProviderKeysProviderKeysEdges"]
    page_info: "ProviderKeysProviderKeysPageInfo"


class ProviderKeysProviderKeysEdges(BaseModel):
    node: "ProviderKeysProviderKeysEdgesNode"


class ProviderKeysProviderKeysEdgesNode(BaseModel):
    id: str
    provider: str
    name: str
    masked_key: str
    in_settings: bool
    status: ProviderKeyStatus
    needs_attention: bool
    rests_until: Optional[datetime]
    rests_because: Optional[str]
    enabled: bool
    cost_per_mille: int
    requests_per_day: Optional[int]
    requests_per_month: Optional[int]
    microdollars_per_day: Optional[int]
    microdollars_per_month: Optional[int]
    requests_today: int
    requests_this_month: int
    microdollars_today: int
    microdollars_this_month: int
    created_at: Optional[datetime]


class ProviderKeysProviderKeysPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


ProviderKeys.model_rebuild()
ProviderKeysProviderKeys.model_rebuild()
ProviderKeysProviderKeysEdges.model_rebuild()
