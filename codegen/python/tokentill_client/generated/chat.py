from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import MessageRole


class Chat(BaseModel):
    chat: Union[
        "ChatChatAttachmentRefused",
        "ChatChatChatCompleted",
        "ChatChatInsufficientTokens",
        "ChatChatModelTakesNoImages",
        "ChatChatOperationRefused",
        "ChatChatPaywall",
    ] = Field(discriminator="typename__")


class ChatChatAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChatChatChatCompleted(BaseModel):
    typename__: Literal["ChatCompleted"] = Field(alias="__typename")
    conversation: "ChatChatChatCompletedConversation"
    reply: "ChatChatChatCompletedReply"
    usage: "ChatChatChatCompletedUsage"
    balance: "ChatChatChatCompletedBalance"


class ChatChatChatCompletedConversation(BaseModel):
    id: str
    title: str


class ChatChatChatCompletedReply(BaseModel):
    id: str
    role: MessageRole
    content: str
    model_id: Optional[str]
    created_at: datetime


class ChatChatChatCompletedUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    cost: int


class ChatChatChatCompletedBalance(BaseModel):
    available: int
    held: int


class ChatChatInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    suggestion: str
    required: int
    available: int
    balance: "ChatChatInsufficientTokensBalance"
    retryable: bool


class ChatChatInsufficientTokensBalance(BaseModel):
    available: int


class ChatChatModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChatChatOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChatChatPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


Chat.model_rebuild()
ChatChatChatCompleted.model_rebuild()
ChatChatInsufficientTokens.model_rebuild()
