"""What a client must know before anybody is signed in."""

from typing import Self

import strawberry

from schema.context import Info
from schema.costs import READ, cost, list_of
from schema.feature import Feature
from schema.money import Language
from schema.sign_in import SignInProvider
from services import client_settings as services

__all__ = ["ClientSettings"]


@strawberry.type(description="What a client must know of this server before anybody is signed in. No secret is in it.")
class ClientSettings:
    product_name: str = strawberry.field(description="What the product is called (PRODUCT_NAME).")
    terms_url: str | None = strawberry.field(description="The terms of service. Null: the shop names none.")
    privacy_url: str | None = strawberry.field(description="The privacy policy. Null: the shop names none.")
    imprint_url: str | None = strawberry.field(description="Who runs the shop. Null: it names no such page.")
    languages: list[Language] = strawberry.field(
        description="In which the server writes for people; the first where nothing is chosen.", directives=[list_of(2)]
    )
    features: list[Feature] = strawberry.field(
        description="What is on. Ask for nothing of a feature that is not here: it is not in the schema.",
        directives=[list_of(len(Feature))],
    )
    guests_allowed: bool = strawberry.field(description="Whether `startGuestSession` makes wallets without an account.")
    registration_open: bool = strawberry.field(
        description="Whether new accounts are made: by `register` if `passwordSignIn` is true, and by `exchangeSignIn`."
    )
    password_sign_in: bool = strawberry.field(
        description="Whether people sign up and in by e-mail and password. Admins sign in so even if it is false."
    )
    sign_in_providers: list[SignInProvider] = strawberry.field(
        description="By which identity providers people may sign in, in the order in which to offer them.",
        directives=[list_of(5)],
    )
    payments_simulated: bool = strawberry.field(
        description="Whether Stripe is the simulated one: no money moves, and Stripe.js does not know it. Instead of "
        "showing its form, open `paymentPageUrl` of `purchase` and `subscribe`, or `pageUrl` of `startCardSetup`, in "
        "the payer's browser. The `url` of `startCheckout` is opened either way."
    )
    publishable_key: str | None = strawberry.field(
        description="Stripe's key for Stripe.js, which may be loaded early with it. Null if Stripe is simulated. What "
        "`purchase` returns counts: another gateway may take the payment (`Payment.gateway`)."
    )
    simulated_payments_url: str | None = strawberry.field(
        description="The simulated Stripe's own page: every payment, to be paid, declined, refunded or disputed. Null "
        "with the real one."
    )
    password_minimum_characters: int = strawberry.field(description="The shortest password that is taken.")
    message_maximum_characters: int = strawberry.field(description="The longest message of a chat.")
    image_maximum_bytes: int = strawberry.field(description="The largest image of a chat.")

    @strawberry.field(
        description="ISO 4217 codes of the currencies in which packages are on sale, the usual one first. Empty while "
        "nothing is on sale.",
        directives=[cost(READ), list_of(10)],
    )
    async def currencies(self, info: Info) -> list[str]:
        on_sale = (await info.context.services.packages.current()).on_sale()
        return list(dict.fromkeys(price.price.currency for package in on_sale for price in package.prices))

    @classmethod
    def of(cls, told: services.ClientSettings) -> Self:
        """The GraphQL form of `told`."""
        return cls(
            product_name=told.product_name,
            terms_url=told.terms_url,
            privacy_url=told.privacy_url,
            imprint_url=told.imprint_url,
            languages=list(Language),
            features=[Feature(name) for name in told.features],
            guests_allowed=told.guests_allowed,
            registration_open=told.registration_open,
            password_sign_in=told.password_sign_in,
            sign_in_providers=[SignInProvider.of(name) for name in told.sign_in_providers],
            payments_simulated=told.payments_simulated,
            publishable_key=told.publishable_key,
            simulated_payments_url=told.simulated_payments_url,
            password_minimum_characters=told.password_minimum_characters,
            message_maximum_characters=told.message_maximum_characters,
            image_maximum_bytes=told.image_maximum_bytes,
        )
