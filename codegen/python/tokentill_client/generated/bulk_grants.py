from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import BulkGrantStatus


class BulkGrants(BaseModel):
    bulk_grants: "BulkGrantsBulkGrants"


class BulkGrantsBulkGrants(BaseModel):
    edges: list["BulkGrantsBulkGrantsEdges"]
    page_info: "BulkGrantsBulkGrantsPageInfo"


class BulkGrantsBulkGrantsEdges(BaseModel):
    node: "BulkGrantsBulkGrantsEdgesNode"


class BulkGrantsBulkGrantsEdgesNode(BaseModel):
    id: str
    status: BulkGrantStatus
    amount: int
    expires_at: Optional[datetime]
    created_at: datetime
    expected_users: int
    granted: int
    refused: int
    ended_at: Optional[datetime]
    admin_id: str


class BulkGrantsBulkGrantsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


BulkGrants.model_rebuild()
BulkGrantsBulkGrants.model_rebuild()
BulkGrantsBulkGrantsEdges.model_rebuild()
