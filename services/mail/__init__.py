"""Mail to users. Start at `outbox.Outbox`: what is to be sent is stored first, and sent by a sweeper of any server."""

from services.mail.outbox import MailOrder, NotYetError, Outbox

__all__ = ["MailOrder", "NotYetError", "Outbox"]
