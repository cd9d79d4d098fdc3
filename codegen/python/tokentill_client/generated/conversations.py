from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class Conversations(BaseModel):
    conversations: "ConversationsConversations"


class ConversationsConversations(BaseModel):
    edges: list["ConversationsConversationsEdges"]
    page_info: "ConversationsConversationsPageInfo"


class ConversationsConversationsEdges(BaseModel):
    node: "ConversationsConversationsEdgesNode"


class ConversationsConversationsEdgesNode(BaseModel):
    id: str
    title: str
    models: list[str]
    message_count: int
    total_tokens: int
    total_cost: int
    last_message_at: datetime
    created_at: datetime


class ConversationsConversationsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Conversations.model_rebuild()
ConversationsConversations.model_rebuild()
ConversationsConversationsEdges.model_rebuild()
