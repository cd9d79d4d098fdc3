from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import ConversationAccess, ShareAccess


class Conversation(BaseModel):
    conversation: "ConversationConversation"


class ConversationConversation(BaseModel):
    id: str
    title: str
    access: ConversationAccess
    owner: "ConversationConversationOwner"
    shares: Optional[list["ConversationConversationShares"]]
    message_count: int
    total_cost: int
    last_message_at: datetime


class ConversationConversationOwner(BaseModel):
    id: str
    name: Optional[str]


class ConversationConversationShares(BaseModel):
    id: str
    access: ShareAccess
    person: Optional["ConversationConversationSharesPerson"]
    expires_at: Optional[datetime]
    accepted_at: Optional[datetime]


class ConversationConversationSharesPerson(BaseModel):
    id: str
    name: Optional[str]


Conversation.model_rebuild()
ConversationConversation.model_rebuild()
ConversationConversationShares.model_rebuild()
