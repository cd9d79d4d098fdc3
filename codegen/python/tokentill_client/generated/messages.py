from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import MessageRole


class Messages(BaseModel):
    messages: "MessagesMessages"


class MessagesMessages(BaseModel):
    edges: list["MessagesMessagesEdges"]
    page_info: "MessagesMessagesPageInfo"


class MessagesMessagesEdges(BaseModel):
    node: "MessagesMessagesEdgesNode"


class MessagesMessagesEdgesNode(BaseModel):
    id: str
    role: MessageRole
    content: str
    model_id: Optional[str]
    usage: Optional["MessagesMessagesEdgesNodeUsage"]
    created_at: datetime


class MessagesMessagesEdgesNodeUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cost: int


class MessagesMessagesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Messages.model_rebuild()
MessagesMessages.model_rebuild()
MessagesMessagesEdges.model_rebuild()
MessagesMessagesEdgesNode.model_rebuild()
