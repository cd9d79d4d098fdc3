"""What an erasure does to each collection, and what it leaves and why. A test compares with `models.ALL`."""

import models

__all__ = ["CHANGED", "DELETED", "KEPT", "MODELS"]

DELETED: dict[str, str] = {
    "AccountExport": "_id",
    "AccountLink": "user_id",
    "Allowance": "_id",
    "ApiKey": "user_id",
    "ExternalIdentity": "user_id",
    "Generation": "user_id",
    "LowBalance": "user_id",
    "MessageFlag": "user_id",
    "OutgoingMail": "user_id",
    "Session": "user_id",
    "TeamMember": "user_id",
    "Ticket": "user_id",
    "UsageExport": "_id",
}
"""By the name of the model, the field that names the user: their rows are simply removed."""

CHANGED: dict[str, str] = {
    "AutoTopUp": "Removed once nothing is on its way.",
    "AutoTopUpChange": "Card and customer are taken out; what was agreed to, and when, stays.",
    "Conversation": "Removed with all its messages and shares; elsewhere, a title made of the user's words is emptied.",
    "ConversationShare": "Removed.",
    "Customer": "Deleted at the gateway with all cards, then removed.",
    "Message": "Removed; in conversations of others, what the user wrote and had answered is emptied.",
    "Payment": "The message of a gift, the card and the address of the gateway's receipt are taken out.",
    "RelayedText": "Removed.",
    "TeamInvitation": "Removed where it is to the user's address.",
    "User": "E-mail, name, picture, password and preferences are taken out; the row goes on owning the wallet, "
    "and knows a guest's device by a hash, so that it is granted nothing a second time.",
}

_OPAQUE = "It holds opaque ids and numbers alone."
_BOOKS = "The books must stand: it holds opaque ids, amounts and moments alone."
_NOBODY = "It is about nobody."

KEPT: dict[str, str] = {
    "ActiveDay": _OPAQUE,
    "Alert": _NOBODY,
    "AdminAction": "The record of what admins did is never changed; it names people by id, besides admins' own words.",
    "AttemptCount": "It is gone within a day, and holds hashes alone.",
    "Ban": "It is gone soon after the ban has ended.",
    "Block": _OPAQUE,
    "BulkGrant": "It names users by a filter, and an admin by id.",
    "CardSetup": "It is the record of a consent, without the card.",
    "ChatDay": _NOBODY,
    "ChatOutcome": "It is gone after 40 days, and holds opaque ids and numbers alone.",
    "ChatQuarter": _NOBODY,
    "Catalog": _NOBODY,
    "CatalogVersion": "It is about nobody, and names admins by id.",
    "ClerkEvent": _NOBODY,
    "ErasedAddress": "It cannot be read; it is gone after a year.",
    "FirstPurchase": _BOOKS,
    "FollowedReply": "It is gone a minute after a reply was read, and holds opaque ids alone.",
    "GuestCount": "It is gone soon, and holds hashes that lead to nobody.",
    "LedgerEntry": _BOOKS,
    "LedgerSnapshot": _BOOKS,
    "Migration": _NOBODY,
    "ModelOverride": _NOBODY,
    "OutgoingEvent": "It holds opaque ids, amounts and moments alone, and tells that an account is deleted.",
    "PriceVersion": _NOBODY,
    "PromoCode": _NOBODY,
    "PromoRedemption": _BOOKS,
    "ProviderKey": "It is about no user; it names the admin who added it by an opaque id.",
    "ProviderKeyRest": _NOBODY,
    "ProviderKeyUse": _NOBODY,
    "RateCount": "It is gone soon, and holds opaque ids alone.",
    "Receipt": _BOOKS,
    "Referral": _BOOKS,
    "Refund": "The books must stand; the reason is in an admin's words.",
    "RunningUsage": _OPAQUE,
    "ScheduledRun": _NOBODY,
    "SignIn": "It is gone within an hour.",
    "SigningKey": _NOBODY,
    "Subscription": "The books must stand: late news about it is checked by the gateway's ids of it and of the deleted "
    "customer.",
    "SubscriptionChange": _BOOKS,
    "SubscriptionInvoice": _BOOKS,
    "StreamPosition": _NOBODY,
    "SweepCursor": _NOBODY,
    "Team": "It is its members', who go on with it; of the user it holds the id alone. One that nobody goes on with is "
    "closed.",
    "UsageDay": _OPAQUE,
    "UsageRun": _OPAQUE,
    "WebhookDelivery": "It holds opaque ids, and what another system answered; it is gone after 90 days.",
    "WebhookEndpoint": _NOBODY,
    "WebhookEvent": "By it a payment is known again that the gateway tells of twice. It holds the gateway's ids; those "
    "of a removed card and a deleted customer lead to nothing any more.",
    "WebhookSecret": _NOBODY,
}

MODELS = {model.__name__: model for model in models.ALL}
"""By name."""
