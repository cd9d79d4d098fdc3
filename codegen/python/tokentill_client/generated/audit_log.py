from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class AuditLog(BaseModel):
    audit_log: "AuditLogAuditLog"


class AuditLogAuditLog(BaseModel):
    edges: list["AuditLogAuditLogEdges"]
    page_info: "AuditLogAuditLogPageInfo"


class AuditLogAuditLogEdges(BaseModel):
    node: "AuditLogAuditLogEdgesNode"


class AuditLogAuditLogEdgesNode(BaseModel):
    id: str
    at: datetime
    action: str
    target_id: str
    reason: Optional[str]
    completed_at: Optional[datetime]
    outcome: Optional[str]
    admin_id: str
    admin: Optional["AuditLogAuditLogEdgesNodeAdmin"]
    target_user: Optional["AuditLogAuditLogEdgesNodeTargetUser"]
    details: list["AuditLogAuditLogEdgesNodeDetails"]
    changes: list["AuditLogAuditLogEdgesNodeChanges"]


class AuditLogAuditLogEdgesNodeAdmin(BaseModel):
    email: Optional[str]
    name: str


class AuditLogAuditLogEdgesNodeTargetUser(BaseModel):
    email: Optional[str]
    name: str


class AuditLogAuditLogEdgesNodeDetails(BaseModel):
    name: str
    value: str


class AuditLogAuditLogEdgesNodeChanges(BaseModel):
    field: str
    before: Optional[str]
    after: Optional[str]


class AuditLogAuditLogPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


AuditLog.model_rebuild()
AuditLogAuditLog.model_rebuild()
AuditLogAuditLogEdges.model_rebuild()
AuditLogAuditLogEdgesNode.model_rebuild()
