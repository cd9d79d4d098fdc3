from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class LeaveConversation(BaseModel):
    leave_conversation: Union[
        "LeaveConversationLeaveConversationConversationLeft",
        "LeaveConversationLeaveConversationOperationRefused",
    ] = Field(discriminator="typename__")


class LeaveConversationLeaveConversationConversationLeft(BaseModel):
    typename__: Literal["ConversationLeft"] = Field(alias="__typename")
    conversation_id: str


class LeaveConversationLeaveConversationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


LeaveConversation.model_rebuild()
