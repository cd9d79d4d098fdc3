from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class RegenerateReply(BaseModel):
    regenerate_reply: Union[
        "RegenerateReplyRegenerateReplyAttachmentRefused",
        "RegenerateReplyRegenerateReplyChatCompleted",
        "RegenerateReplyRegenerateReplyInsufficientTokens",
        "RegenerateReplyRegenerateReplyModelTakesNoImages",
        "RegenerateReplyRegenerateReplyOperationRefused",
        "RegenerateReplyRegenerateReplyPaywall",
    ] = Field(discriminator="typename__")


class RegenerateReplyRegenerateReplyAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RegenerateReplyRegenerateReplyChatCompleted(BaseModel):
    typename__: Literal["ChatCompleted"] = Field(alias="__typename")
    conversation: "RegenerateReplyRegenerateReplyChatCompletedConversation"
    reply: "RegenerateReplyRegenerateReplyChatCompletedReply"
    usage: "RegenerateReplyRegenerateReplyChatCompletedUsage"
    balance: "RegenerateReplyRegenerateReplyChatCompletedBalance"
    messages_left_out: int


class RegenerateReplyRegenerateReplyChatCompletedConversation(BaseModel):
    id: str
    title: str
    message_count: int
    total_tokens: int
    total_cost: int


class RegenerateReplyRegenerateReplyChatCompletedReply(BaseModel):
    id: str
    parent_id: Optional[str]
    version_ids: list[str]
    content: str
    model_id: Optional[str]
    created_at: datetime


class RegenerateReplyRegenerateReplyChatCompletedUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    cost: int


class RegenerateReplyRegenerateReplyChatCompletedBalance(BaseModel):
    available: int
    held: int


class RegenerateReplyRegenerateReplyInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    suggestion: str
    required: int
    available: int
    balance: "RegenerateReplyRegenerateReplyInsufficientTokensBalance"
    retryable: bool


class RegenerateReplyRegenerateReplyInsufficientTokensBalance(BaseModel):
    available: int


class RegenerateReplyRegenerateReplyModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RegenerateReplyRegenerateReplyOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RegenerateReplyRegenerateReplyPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


RegenerateReply.model_rebuild()
RegenerateReplyRegenerateReplyChatCompleted.model_rebuild()
RegenerateReplyRegenerateReplyInsufficientTokens.model_rebuild()
