"""Chat: from a message to a stored, charged reply."""

from services.chat.admission import Admission
from services.chat.asked_attachments import AskedAttachment
from services.chat.conversation_feed import ConversationChange, ConversationFeed
from services.chat.conversations import ConversationService
from services.chat.estimates import ChatEstimate, Estimates
from services.chat.events import ChatCompleted, ChatDelta, ChatEvent, ChatStarted
from services.chat.request import ChatRequest
from services.chat.service import ChatService

__all__ = [
    "Admission",
    "AskedAttachment",
    "ChatCompleted",
    "ChatDelta",
    "ChatEstimate",
    "ChatEvent",
    "ChatRequest",
    "ChatService",
    "ChatStarted",
    "ConversationChange",
    "ConversationFeed",
    "ConversationService",
    "Estimates",
]
