from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class RegenerateReplyStream(BaseModel):
    regenerate_reply_stream: Union[
        "RegenerateReplyStreamRegenerateReplyStreamAttachmentRefused",
        "RegenerateReplyStreamRegenerateReplyStreamChatCompleted",
        "RegenerateReplyStreamRegenerateReplyStreamChatDelta",
        "RegenerateReplyStreamRegenerateReplyStreamChatStarted",
        "RegenerateReplyStreamRegenerateReplyStreamInsufficientTokens",
        "RegenerateReplyStreamRegenerateReplyStreamModelTakesNoImages",
        "RegenerateReplyStreamRegenerateReplyStreamOperationRefused",
        "RegenerateReplyStreamRegenerateReplyStreamPaywall",
    ] = Field(discriminator="typename__")


class RegenerateReplyStreamRegenerateReplyStreamAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RegenerateReplyStreamRegenerateReplyStreamChatCompleted(BaseModel):
    typename__: Literal["ChatCompleted"] = Field(alias="__typename")
    reply: "RegenerateReplyStreamRegenerateReplyStreamChatCompletedReply"
    usage: "RegenerateReplyStreamRegenerateReplyStreamChatCompletedUsage"
    balance: "RegenerateReplyStreamRegenerateReplyStreamChatCompletedBalance"


class RegenerateReplyStreamRegenerateReplyStreamChatCompletedReply(BaseModel):
    id: str
    parent_id: Optional[str]
    content: str


class RegenerateReplyStreamRegenerateReplyStreamChatCompletedUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cost: int


class RegenerateReplyStreamRegenerateReplyStreamChatCompletedBalance(BaseModel):
    available: int
    held: int


class RegenerateReplyStreamRegenerateReplyStreamChatDelta(BaseModel):
    typename__: Literal["ChatDelta"] = Field(alias="__typename")
    index: int
    text: str


class RegenerateReplyStreamRegenerateReplyStreamChatStarted(BaseModel):
    typename__: Literal["ChatStarted"] = Field(alias="__typename")
    conversation: "RegenerateReplyStreamRegenerateReplyStreamChatStartedConversation"
    held_tokens: int
    messages_left_out: int


class RegenerateReplyStreamRegenerateReplyStreamChatStartedConversation(BaseModel):
    id: str


class RegenerateReplyStreamRegenerateReplyStreamInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    required: int
    available: int
    retryable: bool


class RegenerateReplyStreamRegenerateReplyStreamModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RegenerateReplyStreamRegenerateReplyStreamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RegenerateReplyStreamRegenerateReplyStreamPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


RegenerateReplyStream.model_rebuild()
RegenerateReplyStreamRegenerateReplyStreamChatCompleted.model_rebuild()
RegenerateReplyStreamRegenerateReplyStreamChatStarted.model_rebuild()
