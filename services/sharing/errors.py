"""What sharing refuses.

TokentillError
├── ConversationReadOnlyError    it is shared with the caller to read only
├── NotConversationOwnerError    it is shared with the caller, and this is for its owner
├── InvitationInvalidError       the invitation gives no access; why is not told
├── TooManySharesError           the conversation is shared as often as it may be
├── TooManySharedConversationsError  as many are shared with the caller as may be
└── SharingUnavailableError      the database is away
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = [
    "ConversationReadOnlyError",
    "InvitationInvalidError",
    "NotConversationOwnerError",
    "SharingUnavailableError",
    "TooManySharedConversationsError",
    "TooManySharesError",
]


class ConversationReadOnlyError(TokentillError):
    """Nothing was done, held or sent."""

    code = "CONVERSATION_READ_ONLY"

    def __init__(self) -> None:
        super().__init__("You may read this conversation, and not take part in it.")


class NotConversationOwnerError(TokentillError):
    """Nothing was done."""

    code = "NOT_CONVERSATION_OWNER"

    def __init__(self) -> None:
        super().__init__("Only the owner of this conversation may do this.")


class InvitationInvalidError(TokentillError):
    """Wrong, used by somebody else, expired, or taken back: all the same to whoever has it."""

    code = "INVITATION_INVALID"

    def __init__(self) -> None:
        super().__init__("This invitation is not valid, or not any more; ask whoever sent it for another.")


class TooManySharesError(TokentillError):
    """Open invitations count as well. Nothing was made."""

    code = "TOO_MANY_SHARES"

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("A conversation can be shared {most} times; end one share first.", most=most))


class TooManySharedConversationsError(TokentillError):
    """Two calls at once may pass the limit by one. The invitation is as good as before."""

    code = "TOO_MANY_SHARED_CONVERSATIONS"

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("{most} conversations are shared with you, which is the most; leave one.", most=most))


class SharingUnavailableError(TokentillError):
    """The database does not answer."""

    code = "SHARING_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Sharing cannot be reached right now; repeat the call.")
