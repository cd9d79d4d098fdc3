"""From what a buyer asks for to the stored payment, for every way to pay it: one payment of ours for each key."""

from dataclasses import replace

from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment, PaymentMethod, TaxBehavior
from models.team_member import TeamRole
from services.errors import InvalidInputError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.payments.billing_address import checked_address
from services.payments.errors import BillingAddressRequiredError, CheckoutNotOfferedError
from services.payments.gifts import Gifts, Receiver, checked_message
from services.payments.methods import PaymentMethods
from services.payments.opening import Openings, Order
from services.payments.order import PurchaseOptions, order_hash
from services.payments.store import PaymentStore
from services.payments.taxing import Taxing
from services.teams.access import membership

__all__ = ["Ordering"]


_CARDS = frozenset({PaymentMethod.CARD, PaymentMethod.GOOGLE_PAY, PaymentMethod.APPLE_PAY})


class Ordering:
    """Amount, currency, tokens, wallet and payee are frozen in our payment before the gateway hears of it."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        methods: PaymentMethods,
        openings: Openings,
        gifts: Gifts,
        taxing: Taxing,
        gateways: PaymentGateways,
    ) -> None:
        self._store = store
        self._methods = methods
        self._openings = openings
        self._gifts = gifts
        self._taxing = taxing
        self._gateways = gateways

    async def payment(
        self,
        viewer: Viewer,
        package_id: str,
        method: PaymentMethod,
        key: str,
        currency: str | None,
        options: PurchaseOptions,
    ) -> Payment:
        """The payment that `key` stands for, stored now if need be.

        Raises what `PaymentMethods.choose`, `Gifts.receiver` and `Openings.open` do, IdempotencyConflictError,
        CheckoutNotOfferedError where the gateway has no page for it, BillingAddressRequiredError, and of a team
        NotFoundError and TeamRoleMissingError.
        """
        client_key("purchase", key)  # refuses what is no key
        input_hash = order_hash(package_id, method, currency, options)
        payment = await self._store.by_client_key(viewer.user_id, key)
        if payment is None:
            package, price = await self._methods.choose(package_id, method, currency)
            gateway = self._gateways.choose(price.price.currency, package.id)
            if options.save_card and method not in _CARDS:
                raise InvalidInputError("saveCard", "needs a card")
            if options.on_hosted_page and gateway.checkout is None:
                raise CheckoutNotOfferedError
            order = Order(
                viewer=viewer,
                package=package,
                price=price,
                method=method,
                gateway=gateway.name,
                livemode=gateway.livemode,
                key=key,
                input_hash=input_hash,
                options=replace(options, gift_message=checked_message(options.gift_message)),
                receiver=await self._receiver(viewer, options),
                team_wallet_id=await _team_wallet(viewer, options),
                tax_behavior=self._tax_behavior(gateway, options),
            )
            payment = await self._openings.open(order)
        if payment.input_hash != input_hash:
            raise IdempotencyConflictError
        return payment

    def _tax_behavior(self, gateway: PaymentGateway, options: PurchaseOptions) -> TaxBehavior | None:
        address = checked_address(options.billing_address)
        behavior = self._taxing.behavior_for(gateway, on_hosted_page=options.on_hosted_page)
        if behavior is not None and address is None and not options.on_hosted_page:
            raise BillingAddressRequiredError
        return behavior

    async def _receiver(self, viewer: Viewer, options: PurchaseOptions) -> Receiver | None:
        if options.gift_to is not None:
            return await self._gifts.receiver(viewer, options.gift_to)
        if options.gift_message is not None:
            raise InvalidInputError("giftMessage", "needs giftTo")
        return None


async def _team_wallet(viewer: Viewer, options: PurchaseOptions) -> str | None:
    """The wallet of the team that is bought for: a debt of it is the team's, so its owner and admins alone may."""
    if options.team_id is None:
        return None
    if options.gift_to is not None:
        raise InvalidInputError("teamId", "cannot go with giftTo")
    return (await membership(viewer.user_id, options.team_id, TeamRole.ADMIN)).wallet_id
