from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class CancelChat(BaseModel):
    cancel_chat: Union[
        "CancelChatCancelChatChatCancelRequested",
        "CancelChatCancelChatOperationRefused",
    ] = Field(discriminator="typename__")


class CancelChatCancelChatChatCancelRequested(BaseModel):
    typename__: Literal["ChatCancelRequested"] = Field(alias="__typename")
    idempotency_key: str


class CancelChatCancelChatOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


CancelChat.model_rebuild()
