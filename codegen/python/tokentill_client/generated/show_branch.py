from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class ShowBranch(BaseModel):
    show_branch: Union[
        "ShowBranchShowBranchConversation", "ShowBranchShowBranchOperationRefused"
    ] = Field(discriminator="typename__")


class ShowBranchShowBranchConversation(BaseModel):
    typename__: Literal["Conversation"] = Field(alias="__typename")
    id: str
    title: str
    message_count: int
    last_message_at: datetime


class ShowBranchShowBranchOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


ShowBranch.model_rebuild()
