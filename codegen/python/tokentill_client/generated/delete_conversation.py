from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DeleteConversation(BaseModel):
    delete_conversation: Union[
        "DeleteConversationDeleteConversationConversationDeleted",
        "DeleteConversationDeleteConversationOperationRefused",
    ] = Field(discriminator="typename__")


class DeleteConversationDeleteConversationConversationDeleted(BaseModel):
    typename__: Literal["ConversationDeleted"] = Field(alias="__typename")
    conversation_id: str


class DeleteConversationDeleteConversationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


DeleteConversation.model_rebuild()
