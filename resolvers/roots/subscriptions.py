"""The subscriptions, one file each in `resolvers/subscriptions/`. One is in the API when it stands in this list."""

from strawberry.types.field import StrawberryField

from resolvers.subscriptions.balance_changed import balance_changed
from resolvers.subscriptions.chat_stream import chat_stream
from resolvers.subscriptions.conversation_changed import conversation_changed
from resolvers.subscriptions.low_balance import low_balance
from resolvers.subscriptions.regenerate_reply_stream import regenerate_reply_stream

__all__ = ["SUBSCRIPTIONS"]

SUBSCRIPTIONS: list[StrawberryField] = [
    balance_changed,
    chat_stream,
    conversation_changed,
    low_balance,
    regenerate_reply_stream,
]
