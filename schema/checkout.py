"""Buying a package on Stripe's own page."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.payment import Payment, PaymentMethod
from schema.price_quote import PromoCodeRefused
from schema.purchase import PaymentMethodUnavailable, PaymentRefused
from schema.saved_card import SAVE_CARD_DESCRIPTION
from services.payments.checkout import StartedCheckout
from services.payments.order import PurchaseOptions

__all__ = ["CheckoutStarted", "StartCheckoutInput", "StartCheckoutResult"]

_ADDRESS = "At an origin of CHECKOUT_RETURN_ORIGINS, at most 2048 characters."


@strawberry.input(description="What to buy on Stripe's page, and where the payer goes afterwards.")
class StartCheckoutInput:
    package_id: strawberry.ID = strawberry.field(description="A package of `packages`. Its price is the server's.")
    success_url: str = strawberry.field(
        description=f"Where the payer goes once they are done. {_ADDRESS} Stripe puts the session's id in place of"
        " `{CHECKOUT_SESSION_ID}`. It proves nothing: ask `payment`."
    )
    cancel_url: str = strawberry.field(description=f"Where the payer goes who turns back. {_ADDRESS}")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, not used for `purchase`. The same key with the same"
        " input gives the same page again."
    )
    quantity: int = strawberry.field(
        default=1, description="How many of the package, from 1 to PURCHASE_MAX_QUANTITY (100)."
    )
    payment_method: PaymentMethod = strawberry.field(
        default=PaymentMethod.CARD,
        description="A method that `paymentMethods` says is available. CARD offers the wallets on cards, too.",
    )
    promo_code: str | None = strawberry.field(default=None, description="A promo code. Null: none.")
    currency: str | None = strawberry.field(
        default=None,
        description="ISO 4217 code of one of the package's prices. Null: the first price that the method can pay.",
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="A team that gets the tokens, of which the caller is owner or admin. Null: no team."
    )
    save_card: bool = strawberry.field(default=False, description=SAVE_CARD_DESCRIPTION)

    def options(self) -> PurchaseOptions:
        """What it asks for beyond a package and a way to pay."""
        return PurchaseOptions(
            quantity=self.quantity,
            promo_code=self.promo_code,
            team_id=self.team_id,
            save_card=self.save_card,
            success_url=self.success_url,
            cancel_url=self.cancel_url,
        )


@strawberry.type(description="A payment that waits for its payer on Stripe's page.")
class CheckoutStarted:
    payment: Payment = strawberry.field(description="The payment as it stands now.")
    url: str | None = strawberry.field(
        description="Send the payer there. For the payer only. Null once nobody can pay there any more."
    )
    expires_at: datetime = strawberry.field(description="When the page expires unless it is paid.")

    @classmethod
    def of(cls, started: StartedCheckout) -> Self:
        """The GraphQL form of `started`."""
        return cls(payment=Payment.of(started.payment), url=started.url, expires_at=started.payment.expires_at)


StartCheckoutResult: TypeAlias = Annotated[
    CheckoutStarted | PaymentMethodUnavailable | PaymentRefused | PromoCodeRefused | OperationRefused,
    strawberry.union("StartCheckoutResult", description="What `startCheckout` gives."),
]
