from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import FinishReason, MessageRole, PricePolicy, UsageCounter


class MessagesInFull(BaseModel):
    messages: "MessagesInFullMessages"


class MessagesInFullMessages(BaseModel):
    edges: list["MessagesInFullMessagesEdges"]
    page_info: "MessagesInFullMessagesPageInfo"


class MessagesInFullMessagesEdges(BaseModel):
    node: "MessagesInFullMessagesEdgesNode"


class MessagesInFullMessagesEdgesNode(BaseModel):
    id: str
    role: MessageRole
    content: str
    removed_at: Optional[datetime]
    notice: Optional[str]
    model_id: Optional[str]
    requested_model_id: Optional[str]
    finish_reason: Optional[FinishReason]
    created_at: datetime
    usage: Optional["MessagesInFullMessagesEdgesNodeUsage"]


class MessagesInFullMessagesEdgesNodeUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    images: int
    cost: int
    counted_by: Optional[UsageCounter]
    pricing: Optional["MessagesInFullMessagesEdgesNodeUsagePricing"]


class MessagesInFullMessagesEdgesNodeUsagePricing(BaseModel):
    input: int
    output: int
    cache_read: int
    cache_write: int
    reasoning: int
    image: int
    version: str
    policy: Optional[PricePolicy]


class MessagesInFullMessagesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


MessagesInFull.model_rebuild()
MessagesInFullMessages.model_rebuild()
MessagesInFullMessagesEdges.model_rebuild()
MessagesInFullMessagesEdgesNode.model_rebuild()
MessagesInFullMessagesEdgesNodeUsage.model_rebuild()
