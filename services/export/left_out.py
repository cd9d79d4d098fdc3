"""What an export leaves out, and why."""

__all__ = ["LEFT_OUT"]

_NOBODY = "It is about nobody."
_ADMINS = "It is the record of those who run the service; ask them for what concerns you."
_COPY = "It repeats what other files hold."

LEFT_OUT: dict[str, str] = {
    "AccountExport": "It counts exports.",
    "AccountLink": "It is a link that was mailed, and is gone two days later.",
    "ActiveDay": "It counts whoever asked a model for something on a day; what was asked stands in the other files.",
    "Alert": _NOBODY,
    "AdminAction": _ADMINS,
    "AttemptCount": "It counts guesses under hashes, and is gone within a day.",
    "Ban": _ADMINS,
    "Block": _ADMINS,
    "ChatDay": _NOBODY,
    "ChatOutcome": "It measures how a chat went, and is gone after 40 days; the chat itself stands in the messages.",
    "ChatQuarter": _NOBODY,
    "Catalog": _NOBODY,
    "CatalogVersion": _ADMINS,
    "BulkGrant": _ADMINS,
    "ClerkEvent": _NOBODY,
    "ErasedAddress": "It holds no account's address, and none that can be read.",
    "FollowedReply": "It is gone a minute after a reply was read.",
    "Generation": "It is how a chat is carried out; what was said stands in the messages, what it cost in the ledger.",
    "GuestCount": "It counts new guests of a network, and names nobody.",
    "LedgerSnapshot": _COPY,
    "Migration": _NOBODY,
    "ModelOverride": _NOBODY,
    "OutgoingMail": "It is a mail on its way, and is gone within two days.",
    "OutgoingEvent": "It tells other systems, by ids and amounts, of what other files hold.",
    "PriceVersion": _NOBODY,
    "PromoCode": _NOBODY,
    "ProviderKey": _NOBODY,
    "ProviderKeyRest": _NOBODY,
    "ProviderKeyUse": _NOBODY,
    "RateCount": "It counts requests, and is gone soon.",
    "RelayedText": _COPY,
    "RunningUsage": _COPY,
    "ScheduledRun": _NOBODY,
    "SignIn": "It is a sign-in on its way, and is gone soon.",
    "SigningKey": _NOBODY,
    "StreamPosition": _NOBODY,
    "SweepCursor": _NOBODY,
    "UsageExport": "It says what was exported last of what other files hold.",
    "Team": "It is all its members'; your part in it stands in your membership.",
    "UsageDay": _COPY,
    "UsageRun": _COPY,
    "WebhookDelivery": "It says whether another system was told of an event; it holds opaque ids alone.",
    "WebhookEndpoint": _NOBODY,
    "WebhookEvent": "It says that a gateway told something about a payment; what follows stands in the payments.",
    "WebhookSecret": _NOBODY,
}
"""By the name of the model, why nothing of it is in an export."""
