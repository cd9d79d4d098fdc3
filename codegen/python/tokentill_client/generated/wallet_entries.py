from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import TokenSource, WalletEntryKind


class WalletEntries(BaseModel):
    wallet_entries: "WalletEntriesWalletEntries"


class WalletEntriesWalletEntries(BaseModel):
    edges: list["WalletEntriesWalletEntriesEdges"]
    page_info: "WalletEntriesWalletEntriesPageInfo"


class WalletEntriesWalletEntriesEdges(BaseModel):
    node: "WalletEntriesWalletEntriesEdgesNode"


class WalletEntriesWalletEntriesEdgesNode(BaseModel):
    id: str
    at: datetime
    kind: WalletEntryKind
    available: int
    held: int
    debt: int
    source: Optional[TokenSource]
    payment_id: Optional[str]


class WalletEntriesWalletEntriesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


WalletEntries.model_rebuild()
WalletEntriesWalletEntries.model_rebuild()
WalletEntriesWalletEntriesEdges.model_rebuild()
