from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import FinishReason


class ResumableChat(BaseModel):
    chat_stream: Union[
        "ResumableChatChatStreamAttachmentRefused",
        "ResumableChatChatStreamChatCompleted",
        "ResumableChatChatStreamChatDelta",
        "ResumableChatChatStreamChatStarted",
        "ResumableChatChatStreamInsufficientTokens",
        "ResumableChatChatStreamModelTakesNoImages",
        "ResumableChatChatStreamOperationRefused",
        "ResumableChatChatStreamPaywall",
    ] = Field(discriminator="typename__")


class ResumableChatChatStreamAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResumableChatChatStreamChatCompleted(BaseModel):
    typename__: Literal["ChatCompleted"] = Field(alias="__typename")
    reply: "ResumableChatChatStreamChatCompletedReply"
    usage: "ResumableChatChatStreamChatCompletedUsage"
    balance: "ResumableChatChatStreamChatCompletedBalance"


class ResumableChatChatStreamChatCompletedReply(BaseModel):
    id: str
    finish_reason: Optional[FinishReason]


class ResumableChatChatStreamChatCompletedUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cost: int


class ResumableChatChatStreamChatCompletedBalance(BaseModel):
    available: int
    held: int


class ResumableChatChatStreamChatDelta(BaseModel):
    typename__: Literal["ChatDelta"] = Field(alias="__typename")
    index: int
    next_index: int
    text: str


class ResumableChatChatStreamChatStarted(BaseModel):
    typename__: Literal["ChatStarted"] = Field(alias="__typename")
    attempt: int
    conversation: "ResumableChatChatStreamChatStartedConversation"
    held_tokens: int


class ResumableChatChatStreamChatStartedConversation(BaseModel):
    id: str


class ResumableChatChatStreamInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    required: int
    available: int
    retryable: bool


class ResumableChatChatStreamModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResumableChatChatStreamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResumableChatChatStreamPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


ResumableChat.model_rebuild()
ResumableChatChatStreamChatCompleted.model_rebuild()
ResumableChatChatStreamChatStarted.model_rebuild()
