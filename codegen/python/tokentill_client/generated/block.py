from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import BlockKind


class Block(BaseModel):
    block: Union["BlockBlockBlocked", "BlockBlockOperationRefused"] = Field(
        discriminator="typename__"
    )


class BlockBlockBlocked(BaseModel):
    typename__: Literal["Blocked"] = Field(alias="__typename")
    block: "BlockBlockBlockedBlock"


class BlockBlockBlockedBlock(BaseModel):
    id: str
    kind: BlockKind
    value: str
    created_at: datetime


class BlockBlockOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


Block.model_rebuild()
BlockBlockBlocked.model_rebuild()
