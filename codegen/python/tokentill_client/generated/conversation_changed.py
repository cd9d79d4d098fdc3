from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import ConversationAccess, ConversationChangeKind, MessageRole


class ConversationChanged(BaseModel):
    conversation_changed: "ConversationChangedConversationChanged"


class ConversationChangedConversationChanged(BaseModel):
    kind: ConversationChangeKind
    conversation_id: Optional[str]
    conversation: Optional["ConversationChangedConversationChangedConversation"]
    message: Optional["ConversationChangedConversationChangedMessage"]
    person: Optional["ConversationChangedConversationChangedPerson"]


class ConversationChangedConversationChangedConversation(BaseModel):
    id: str
    title: str
    access: ConversationAccess
    message_count: int
    last_message_at: datetime


class ConversationChangedConversationChangedMessage(BaseModel):
    id: str
    role: MessageRole
    content: str
    author: "ConversationChangedConversationChangedMessageAuthor"


class ConversationChangedConversationChangedMessageAuthor(BaseModel):
    id: str
    name: Optional[str]


class ConversationChangedConversationChangedPerson(BaseModel):
    id: str
    name: Optional[str]


ConversationChanged.model_rebuild()
ConversationChangedConversationChanged.model_rebuild()
ConversationChangedConversationChangedMessage.model_rebuild()
