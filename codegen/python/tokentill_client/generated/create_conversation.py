from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class CreateConversation(BaseModel):
    create_conversation: Union[
        "CreateConversationCreateConversationConversation",
        "CreateConversationCreateConversationOperationRefused",
    ] = Field(discriminator="typename__")


class CreateConversationCreateConversationConversation(BaseModel):
    typename__: Literal["Conversation"] = Field(alias="__typename")
    id: str
    title: str
    message_count: int
    last_message_at: datetime


class CreateConversationCreateConversationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


CreateConversation.model_rebuild()
