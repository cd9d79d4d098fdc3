from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ConversationAccess


class AcceptShare(BaseModel):
    accept_share: Union[
        "AcceptShareAcceptShareConversation", "AcceptShareAcceptShareOperationRefused"
    ] = Field(discriminator="typename__")


class AcceptShareAcceptShareConversation(BaseModel):
    typename__: Literal["Conversation"] = Field(alias="__typename")
    id: str
    title: str
    access: ConversationAccess
    owner: "AcceptShareAcceptShareConversationOwner"
    message_count: int
    last_message_at: datetime


class AcceptShareAcceptShareConversationOwner(BaseModel):
    id: str
    name: Optional[str]


class AcceptShareAcceptShareOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


AcceptShare.model_rebuild()
AcceptShareAcceptShareConversation.model_rebuild()
