from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import BlockKind


class Blocks(BaseModel):
    blocks: "BlocksBlocks"


class BlocksBlocks(BaseModel):
    edges: list["BlocksBlocksEdges"]
    page_info: "BlocksBlocksPageInfo"


class BlocksBlocksEdges(BaseModel):
    node: "BlocksBlocksEdgesNode"


class BlocksBlocksEdgesNode(BaseModel):
    id: str
    kind: BlockKind
    value: str
    created_by: str
    created_at: datetime


class BlocksBlocksPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Blocks.model_rebuild()
BlocksBlocks.model_rebuild()
BlocksBlocksEdges.model_rebuild()
