from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class ChatStream(BaseModel):
    chat_stream: Union[
        "ChatStreamChatStreamAttachmentRefused",
        "ChatStreamChatStreamChatCompleted",
        "ChatStreamChatStreamChatDelta",
        "ChatStreamChatStreamChatStarted",
        "ChatStreamChatStreamInsufficientTokens",
        "ChatStreamChatStreamModelTakesNoImages",
        "ChatStreamChatStreamOperationRefused",
        "ChatStreamChatStreamPaywall",
    ] = Field(discriminator="typename__")


class ChatStreamChatStreamAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChatStreamChatStreamChatCompleted(BaseModel):
    typename__: Literal["ChatCompleted"] = Field(alias="__typename")
    reply: "ChatStreamChatStreamChatCompletedReply"
    usage: "ChatStreamChatStreamChatCompletedUsage"
    balance: "ChatStreamChatStreamChatCompletedBalance"


class ChatStreamChatStreamChatCompletedReply(BaseModel):
    id: str
    content: str


class ChatStreamChatStreamChatCompletedUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cost: int


class ChatStreamChatStreamChatCompletedBalance(BaseModel):
    available: int
    held: int


class ChatStreamChatStreamChatDelta(BaseModel):
    typename__: Literal["ChatDelta"] = Field(alias="__typename")
    index: int
    text: str


class ChatStreamChatStreamChatStarted(BaseModel):
    typename__: Literal["ChatStarted"] = Field(alias="__typename")
    conversation: "ChatStreamChatStreamChatStartedConversation"
    held_tokens: int


class ChatStreamChatStreamChatStartedConversation(BaseModel):
    id: str


class ChatStreamChatStreamInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    required: int
    available: int
    retryable: bool


class ChatStreamChatStreamModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChatStreamChatStreamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChatStreamChatStreamPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


ChatStream.model_rebuild()
ChatStreamChatStreamChatCompleted.model_rebuild()
ChatStreamChatStreamChatStarted.model_rebuild()
