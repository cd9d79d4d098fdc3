"""Features that can be switched off, each with what it is. `resolvers/features.py` says what leaves the schema then."""

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator

from settings.addresses import split_list

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["FEATURES", "FeatureNames", "features_off"]

FEATURES: dict[str, str] = {
    "api_keys": "keys by which programs act for a user",
    "attachments": "images in chats",
    "auto_refill": "free tokens again and again, as a user sees them and an admin sets them",
    "auto_top_up": "packages that are bought by themselves when a balance is low",
    "bulk_grants": "tokens for everybody of a filter, given by admins",
    "catalog_editing": "packages and plans that admins edit",
    "exports": "people's own data as an archive",
    "gifts": "packages bought for somebody else",
    "guests": "wallets without an account",
    "low_balance_notices": "being told that a balance is low",
    "machine_spend": "spending by programs for work that is done elsewhere",
    "model_overrides": "what admins set for models",
    "moderation": "the block list, and flags of messages",
    "overview": "figures of the business, and alerts, for admins",
    "promo_codes": "codes that make a purchase cheaper or larger",
    "provider_keys": "keys of model providers that admins add",
    "referrals": "rewards for whoever brings somebody",
    "saved_cards": "cards that are kept for later, which auto_top_up needs",
    "sharing": "conversations that others may read or write",
    "social_login": "signing in by other providers",
    "subscriptions": "plans by the month or year",
    "teams": "wallets that several people share",
    "tickets": "tickets that a model writes",
    "usage_exports": "usage as files",
    "webhooks": "telling other systems what happened",
}
_IMPLIED: dict[str, frozenset[str]] = {"saved_cards": frozenset({"auto_top_up"})}
"""What cannot be without it."""


def _check(names: list[str]) -> list[str]:
    unknown = sorted(set(names) - FEATURES.keys())
    if unknown:
        raise ValueError(f"no such feature: {', '.join(unknown)}; there are {', '.join(FEATURES)}")
    return names


FeatureNames = Annotated[list[str], BeforeValidator(split_list), AfterValidator(_check)]


def features_off(settings: "Settings") -> frozenset[str]:
    """Those that are off, by FEATURES_OFF or by a switch of their own."""
    off = set(settings.features_off)
    if not settings.teams_enabled:
        off.add("teams")
    if not settings.allows_guests:
        off.add("guests")
    if not settings.allow_social_login:
        off.add("social_login")
    return frozenset(off.union(*(_IMPLIED.get(name, frozenset()) for name in off)))
