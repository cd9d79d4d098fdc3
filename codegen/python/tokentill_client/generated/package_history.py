from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import CatalogChangeKind


class PackageHistory(BaseModel):
    package_history: "PackageHistoryPackageHistory"


class PackageHistoryPackageHistory(BaseModel):
    edges: list["PackageHistoryPackageHistoryEdges"]
    page_info: "PackageHistoryPackageHistoryPageInfo"


class PackageHistoryPackageHistoryEdges(BaseModel):
    node: "PackageHistoryPackageHistoryEdgesNode"


class PackageHistoryPackageHistoryEdgesNode(BaseModel):
    package_id: str
    change: CatalogChangeKind
    at: datetime
    admin_id: Optional[str]
    before: Optional["PackageHistoryPackageHistoryEdgesNodeBefore"]
    after: "PackageHistoryPackageHistoryEdgesNodeAfter"


class PackageHistoryPackageHistoryEdgesNodeBefore(BaseModel):
    version: int
    retired: bool
    order: int


class PackageHistoryPackageHistoryEdgesNodeAfter(BaseModel):
    version: int
    retired: bool
    order: int


class PackageHistoryPackageHistoryPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


PackageHistory.model_rebuild()
PackageHistoryPackageHistory.model_rebuild()
PackageHistoryPackageHistoryEdges.model_rebuild()
PackageHistoryPackageHistoryEdgesNode.model_rebuild()
