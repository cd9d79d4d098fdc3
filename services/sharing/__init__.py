"""Conversations shared with others: who may do what (`access`), and giving and ending access (`service.Sharing`)."""

from services.sharing.access import Access, conversation_for, message_for
from services.sharing.service import Sharing

__all__ = ["Access", "Sharing", "conversation_for", "message_for"]
