"""What a client must know of this server before anybody is signed in. None of it is a secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from services.identity.details import PASSWORD_MINIMUM_CHARACTERS
from settings import Settings
from settings.features import FEATURES

__all__ = ["ClientSettings"]


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """The same for everybody, and for as long as the process runs."""

    product_name: str
    terms_url: str | None
    privacy_url: str | None
    imprint_url: str | None
    features: tuple[str, ...]
    """Of `settings.features.FEATURES`, those that are on."""
    guests_allowed: bool
    registration_open: bool
    password_sign_in: bool
    sign_in_providers: tuple[str, ...]
    """Their names, in the order in which to offer them."""
    payments_simulated: bool
    publishable_key: str | None
    """Stripe's; None for a simulated one, which no Stripe.js takes."""
    simulated_payments_url: str | None
    password_minimum_characters: int
    message_maximum_characters: int
    image_maximum_bytes: int

    @classmethod
    def of(cls, settings: Settings, sign_in_providers: Sequence[str]) -> Self:
        """What follows from the settings, and from the identity providers that these name."""
        simulated, off = settings.uses_simulated_stripe, settings.switched_off
        return cls(
            product_name=settings.product_name,
            terms_url=settings.terms_url,
            privacy_url=settings.privacy_url,
            imprint_url=settings.imprint_url,
            features=tuple(name for name in FEATURES if name not in off),
            guests_allowed="guests" not in off,
            registration_open=settings.allow_registration,
            password_sign_in=settings.allow_email_login,
            sign_in_providers=() if "social_login" in off else tuple(sign_in_providers),
            payments_simulated=simulated,
            publishable_key=None if simulated else settings.stripe_publishable_key,
            simulated_payments_url=settings.stripe_api_base if simulated else None,
            password_minimum_characters=PASSWORD_MINIMUM_CHARACTERS,
            message_maximum_characters=settings.chat_max_message_characters,
            image_maximum_bytes=settings.attachment_max_bytes,
        )
