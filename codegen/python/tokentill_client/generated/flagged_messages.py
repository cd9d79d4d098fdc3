from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import FlagCategory, MessageReviewState, MessageRole


class FlaggedMessages(BaseModel):
    flagged_messages: "FlaggedMessagesFlaggedMessages"


class FlaggedMessagesFlaggedMessages(BaseModel):
    edges: list["FlaggedMessagesFlaggedMessagesEdges"]
    page_info: "FlaggedMessagesFlaggedMessagesPageInfo"


class FlaggedMessagesFlaggedMessagesEdges(BaseModel):
    node: "FlaggedMessagesFlaggedMessagesEdgesNode"


class FlaggedMessagesFlaggedMessagesEdgesNode(BaseModel):
    message_id: str
    conversation_id: str
    author_id: str
    role: MessageRole
    content: str
    model_id: Optional[str]
    state: MessageReviewState
    since: datetime
    flag_count: int
    flags: list["FlaggedMessagesFlaggedMessagesEdgesNodeFlags"]
    decided_by: Optional[str]
    decided_at: Optional[datetime]
    decision_reason: Optional[str]


class FlaggedMessagesFlaggedMessagesEdgesNodeFlags(BaseModel):
    flagged_by: str
    category: FlagCategory
    reason: str
    flagged_at: datetime


class FlaggedMessagesFlaggedMessagesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


FlaggedMessages.model_rebuild()
FlaggedMessagesFlaggedMessages.model_rebuild()
FlaggedMessagesFlaggedMessagesEdges.model_rebuild()
FlaggedMessagesFlaggedMessagesEdgesNode.model_rebuild()
