"""What is sold, and who takes the money."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr

from settings.addresses import Origin, WebAddress, split_list

__all__ = ["PaymentSettings"]

_PRICE_NAME = re.compile(r"([a-z0-9][a-z0-9_-]{0,63}/)?[A-Z]{3}")
"""A currency, or a package's price in it."""


def _split_routes(value: object) -> object:
    """`INR=razorpay,pro/INR=stripe` as a mapping."""
    if not isinstance(value, str):
        return value
    routes: dict[str, str] = {}
    for part in value.split(","):
        price, equals, gateway = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if not equals or not _PRICE_NAME.fullmatch(price):
            raise ValueError("must be a list such as INR=razorpay,pro/INR=stripe")
        if price in routes:
            raise ValueError(f"names {price} twice")
        routes[price] = gateway
    return routes


class PaymentSettings(BaseModel):
    """Packages, plans and payment gateways."""

    catalog_file: Path | None = Field(
        None, description="JSON file of packages that rules. Unset: what admins edit, four built-in ones at first."
    )
    plans_file: Path | None = Field(
        None, description="JSON file of plans that rules. Unset: what admins edit, three built-in ones at first."
    )
    stripe_secret_key: SecretStr | None = Field(
        None, description="Stripe's secret key; in production a live one. Unset: the simulated Stripe is started."
    )
    stripe_publishable_key: str | None = Field(None, description="Stripe's publishable key, handed to clients.")
    stripe_webhook_secret: SecretStr | None = Field(None, description="Signing secret of the Stripe webhook endpoint.")
    stripe_api_base: WebAddress | None = Field(
        None, description="Another server that speaks Stripe's API; refused in production. Unset: Stripe."
    )
    stripe_timeout_seconds: int = Field(10, ge=1, le=60, description="Longest time of one call to Stripe.")
    razorpay_key_id: str | None = Field(
        None,
        description="Razorpay's key id, handed to clients; in production a live one. Unset, and PAYMENT_GATEWAYS names "
        "razorpay: the simulated Razorpay is started.",
    )
    razorpay_key_secret: SecretStr | None = Field(None, description="The secret that belongs to RAZORPAY_KEY_ID.")
    razorpay_webhook_secret: SecretStr | None = Field(
        None, description="Signing secret of the Razorpay webhook. Unset: RAZORPAY_KEY_SECRET."
    )
    razorpay_api_base: WebAddress | None = Field(
        None, description="Another server that speaks Razorpay's API; refused in production. Unset: Razorpay."
    )
    razorpay_timeout_seconds: int = Field(10, ge=1, le=60, description="Longest time of one call to Razorpay.")
    payment_gateways: Annotated[dict[str, str], BeforeValidator(_split_routes)] = Field(
        {},
        description="Comma-separated gateways of currencies, or of one package's price: INR=razorpay,pro/INR=stripe. "
        "What is not named goes to Stripe. A plug-in's gateway has the plug-in's name.",
    )
    payment_expiry_seconds: int = Field(86_400, ge=60, le=604_800, description="A pending payment is cancelled then.")
    purchase_max_quantity: int = Field(100, ge=1, le=1_000, description="Most packages of one purchase.")
    first_purchase_discount_percent: int = Field(
        0, ge=0, le=90, description="Whole percent off a user's first purchase; 0: none."
    )
    referral_referrer_tokens: int = Field(
        5_000, ge=0, le=2**53, description="Tokens for whoever referred a user, after that user's first paid purchase."
    )
    referral_referred_tokens: int = Field(
        5_000, ge=0, le=2**53, description="Tokens for a referred user, after the first paid purchase."
    )
    checkout_return_origins: Annotated[list[Origin], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated origins to which payers may be sent after Stripe's page. Unset: PUBLIC_URL's.",
    )
    automatic_tax: bool = Field(
        False,
        description="Whether Stripe works out the tax of packages (needs Stripe Tax set up there); `purchase` then "
        "asks for the payer's address.",
    )
    tax_behavior: Literal["exclusive", "inclusive"] = Field(
        "exclusive", description="Whether that tax is added to the price (exclusive) or is a part of it (inclusive)."
    )
    open_payments_per_user: int = Field(20, ge=1, le=1_000, description="Most unpaid payments of one user at a time.")

    reconcile_every_hours: int = Field(
        24, ge=0, le=8_760, description="Time between two comparisons with the gateways' lists. 0: no scheduled run."
    )
    reconcile_lookback_days: int = Field(7, ge=1, le=365, description="How far back such a comparison looks.")
