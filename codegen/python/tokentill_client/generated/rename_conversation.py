from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RenameConversation(BaseModel):
    rename_conversation: Union[
        "RenameConversationRenameConversationConversation",
        "RenameConversationRenameConversationOperationRefused",
    ] = Field(discriminator="typename__")


class RenameConversationRenameConversationConversation(BaseModel):
    typename__: Literal["Conversation"] = Field(alias="__typename")
    id: str
    title: str
    message_count: int
    last_message_at: datetime


class RenameConversationRenameConversationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


RenameConversation.model_rebuild()
