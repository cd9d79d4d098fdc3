from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class ChatWithImages(BaseModel):
    chat: Union[
        "ChatWithImagesChatAttachmentRefused",
        "ChatWithImagesChatChatCompleted",
        "ChatWithImagesChatInsufficientTokens",
        "ChatWithImagesChatModelTakesNoImages",
        "ChatWithImagesChatOperationRefused",
        "ChatWithImagesChatPaywall",
    ] = Field(discriminator="typename__")


class ChatWithImagesChatAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool
    attachment_index: int


class ChatWithImagesChatChatCompleted(BaseModel):
    typename__: Literal["ChatCompleted"] = Field(alias="__typename")
    conversation: "ChatWithImagesChatChatCompletedConversation"
    reply: "ChatWithImagesChatChatCompletedReply"
    usage: "ChatWithImagesChatChatCompletedUsage"
    balance: "ChatWithImagesChatChatCompletedBalance"
    attachments_left_out: int


class ChatWithImagesChatChatCompletedConversation(BaseModel):
    id: str
    title: str


class ChatWithImagesChatChatCompletedReply(BaseModel):
    id: str
    content: str
    model_id: Optional[str]


class ChatWithImagesChatChatCompletedUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    images: int
    cost: int
    pricing: Optional["ChatWithImagesChatChatCompletedUsagePricing"]


class ChatWithImagesChatChatCompletedUsagePricing(BaseModel):
    input: int
    output: int
    image: int
    version: str


class ChatWithImagesChatChatCompletedBalance(BaseModel):
    available: int
    held: int


class ChatWithImagesChatInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    suggestion: str
    required: int
    available: int
    retryable: bool


class ChatWithImagesChatModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool
    model_id: str


class ChatWithImagesChatOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChatWithImagesChatPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


ChatWithImages.model_rebuild()
ChatWithImagesChatChatCompleted.model_rebuild()
ChatWithImagesChatChatCompletedUsage.model_rebuild()
