"""What a server may not offer."""

from enum import Enum

import strawberry

__all__ = ["Feature"]


@strawberry.enum(description="What can be switched off (FEATURES_OFF). It is not in the schema then.")
class Feature(Enum):
    API_KEYS = strawberry.enum_value("api_keys", description="Keys by which programs act for a user.")
    ATTACHMENTS = strawberry.enum_value("attachments", description="Images in chats.")
    AUTO_REFILL = strawberry.enum_value(
        "auto_refill", description="Free tokens again and again, as a user sees them and an admin sets them."
    )
    AUTO_TOP_UP = strawberry.enum_value(
        "auto_top_up", description="Packages that are bought by themselves when a balance is low."
    )
    BULK_GRANTS = strawberry.enum_value("bulk_grants", description="Tokens for everybody of a filter, given by admins.")
    CATALOG_EDITING = strawberry.enum_value("catalog_editing", description="Packages and plans that admins edit.")
    EXPORTS = strawberry.enum_value("exports", description="People's own data as an archive.")
    GIFTS = strawberry.enum_value("gifts", description="Packages bought for somebody else.")
    GUESTS = strawberry.enum_value("guests", description="Wallets without an account.")
    LOW_BALANCE_NOTICES = strawberry.enum_value("low_balance_notices", description="Being told that a balance is low.")
    MACHINE_SPEND = strawberry.enum_value(
        "machine_spend", description="Spending by programs for work that is done elsewhere."
    )
    MODEL_OVERRIDES = strawberry.enum_value("model_overrides", description="What admins set for models.")
    MODERATION = strawberry.enum_value("moderation", description="The block list, and flags of messages.")
    OVERVIEW = strawberry.enum_value("overview", description="Figures of the business, and alerts, for admins.")
    PROMO_CODES = strawberry.enum_value("promo_codes", description="Codes that make a purchase cheaper or larger.")
    PROVIDER_KEYS = strawberry.enum_value("provider_keys", description="Keys of model providers that admins add.")
    REFERRALS = strawberry.enum_value("referrals", description="Rewards for whoever brings somebody.")
    SAVED_CARDS = strawberry.enum_value(
        "saved_cards", description="Cards that are kept for later, which AUTO_TOP_UP needs."
    )
    SHARING = strawberry.enum_value("sharing", description="Conversations that others may read or write.")
    SOCIAL_LOGIN = strawberry.enum_value("social_login", description="Signing in by other providers.")
    SUBSCRIPTIONS = strawberry.enum_value("subscriptions", description="Plans by the month or year.")
    TEAMS = strawberry.enum_value("teams", description="Wallets that several people share.")
    TICKETS = strawberry.enum_value("tickets", description="Tickets that a model writes.")
    USAGE_EXPORTS = strawberry.enum_value("usage_exports", description="Usage as files.")
    WEBHOOKS = strawberry.enum_value("webhooks", description="Telling other systems what happened.")
