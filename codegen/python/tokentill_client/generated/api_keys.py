from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import ApiScope


class ApiKeys(BaseModel):
    api_keys: "ApiKeysApiKeys"


class ApiKeysApiKeys(BaseModel):
    edges: list["ApiKeysApiKeysEdges"]
    page_info: "ApiKeysApiKeysPageInfo"


class ApiKeysApiKeysEdges(BaseModel):
    node: "ApiKeysApiKeysEdgesNode"


class ApiKeysApiKeysEdgesNode(BaseModel):
    id: str
    name: str
    prefix: str
    scopes: list[ApiScope]
    created_at: datetime
    expires_at: Optional[datetime]
    revoked_at: Optional[datetime]
    last_used_at: Optional[datetime]


class ApiKeysApiKeysPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


ApiKeys.model_rebuild()
ApiKeysApiKeys.model_rebuild()
ApiKeysApiKeysEdges.model_rebuild()
