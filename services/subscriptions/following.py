"""Makes our subscriptions follow the gateway's: the one way in which anything said about them reaches the ledger.

Whatever happened, the subscription and its invoices are read as they are now, after our own record was; so it cannot
matter in which order events come, how often, or how late. Safe to repeat at any point.
"""

import structlog

from gateways.subscriptions import GatewayInvoice, SubscriptionGateway
from models.payment import PaymentFlag
from models.subscription import Subscription
from models.subscription_invoice import SubscriptionInvoice
from services.clock import Clock
from services.ledger import GrantSource, Ledger
from services.ledger.errors import LedgerError
from services.ledger.keys import subscription_key
from services.payments.decisions import Flag, FlagCode
from services.payments.handlers import Hint
from services.subscriptions.errors import SubscriptionsUnavailableError
from services.subscriptions.rules import InvoiceGrant, identity_problem, judge_invoice, state_of
from services.subscriptions.store import SubscriptionStore

__all__ = ["SubscriptionFollower"]

_log = structlog.get_logger(__name__)

RACES_MAXIMUM = 10
"""How often a subscription may change between reading and writing before the caller must try again later."""


class SubscriptionFollower:
    """Raises GatewayError, LedgerError and SubscriptionsUnavailableError: then the caller must repeat it later."""

    def __init__(self, *, store: SubscriptionStore, gateway: SubscriptionGateway, ledger: Ledger, clock: Clock) -> None:
        self._store = store
        self._gateway = gateway
        self._ledger = ledger
        self._clock = clock

    async def handle_subscription(self, hint: Hint) -> FlagCode | None:
        """An `EventHandler` of subscriptions."""
        return await self.follow(hint.object_id)

    async def handle_invoice(self, hint: Hint) -> FlagCode | None:
        """An `EventHandler` of invoices."""
        invoice = await self._gateway.retrieve_invoice(hint.object_id)
        return None if invoice.subscription is None else await self.follow(invoice.subscription, invoice)

    async def take_payment(self, source: str, payment: str) -> FlagCode | None:
        """A `PaymentElsewhere`: follows the subscription whose invoice this payment pays."""
        if source != self._gateway.name:
            return FlagCode.UNKNOWN_PAYMENT
        reference = await self._gateway.invoice_of_payment(payment)
        if reference is None:
            return FlagCode.UNKNOWN_PAYMENT
        invoice = await self._gateway.retrieve_invoice(reference)
        return None if invoice.subscription is None else await self.follow(invoice.subscription, invoice)

    async def follow(self, reference: str, known: GatewayInvoice | None = None) -> FlagCode | None:
        """Grant what was paid, then bring status and period up to date; the code when it was flagged.

        `known` is an invoice that may be older than those that the gateway lists.
        """
        for _ in range(RACES_MAXIMUM):
            ours = await self._ours(reference)
            if isinstance(ours, FlagCode | None):
                return ours
            theirs = await self._gateway.retrieve_subscription(reference)
            problem = identity_problem(ours, theirs)
            if problem is not None:
                return await self._flag(ours, problem)
            flags = await self._take_invoices(ours, await self._invoices(reference, known))
            paid = await self._store.paid_invoices(ours.id)
            if not await self._store.follow(ours, state_of(ours, theirs, paid)):
                continue
            # Terms may have been agreed on while the invoices were read: a flag counts on an unchanged record only.
            if flags and await self._terms_changed(ours):
                continue
            return (await self._flag_all(ours, flags)) if flags else None
        raise SubscriptionsUnavailableError

    async def _ours(self, reference: str) -> Subscription | FlagCode | None:
        """Our record of it; None when it is none of ours, a flag when it is called ours and is not."""
        ours = await self._store.by_reference(self._gateway.name, reference)
        if ours is not None:
            return ours
        theirs = await self._gateway.retrieve_subscription(reference)
        if theirs.subscription_id is None:
            return None
        named = await self._store.by_id(theirs.subscription_id)
        if named is None or named.gateway != self._gateway.name or identity_problem(named, theirs) is not None:
            _log.warning("subscription_unknown", reference=reference)
            return FlagCode.UNKNOWN_SUBSCRIPTION
        # It was made, and the answer was lost.
        return await self._store.set_reference(named.id, reference) or FlagCode.WRONG_REFERENCE

    async def _invoices(self, reference: str, known: GatewayInvoice | None) -> list[GatewayInvoice]:
        invoices = await self._gateway.recent_invoices(reference)
        if known is not None and known.reference not in {each.reference for each in invoices}:
            invoices.insert(0, known)
        return invoices

    async def _take_invoices(self, ours: Subscription, invoices: list[GatewayInvoice]) -> list[Flag]:
        """Grant each paid invoice that agrees with the terms; flags for those that do not."""
        paid = await self._store.paid_invoices(ours.id)
        flags: list[Flag] = []
        for invoice in invoices:
            stored = next((each for each in paid if each.id == invoice.reference), None)
            if stored is None:
                judged = judge_invoice(ours, invoice, paid, self._clock())
                if isinstance(judged, Flag):
                    flags.append(judged)
                if not isinstance(judged, InvoiceGrant):
                    continue
                stored = await self._store.accept_invoice(self._record(ours, invoice, judged))
                paid.append(stored)
            if stored.granted_at is None:
                refused = await self._grant(stored)
                flags += [] if refused is None else [refused]
        return flags

    def _record(self, ours: Subscription, invoice: GatewayInvoice, grant: InvoiceGrant) -> SubscriptionInvoice:
        return SubscriptionInvoice(
            id=invoice.reference,
            subscription_id=ours.id,
            user_id=ours.user_id,
            wallet_id=ours.wallet_id,
            gateway=ours.gateway,
            livemode=ours.livemode,
            kind=grant.kind,
            plan_id=grant.plan_id,
            amount=invoice.amount_paid,
            currency=invoice.currency,
            tokens=grant.tokens,
            period_start=grant.period_start,
            period_end=grant.period_end,
            tokens_expire_at=grant.expires_at,
            payment_reference=invoice.payment,
            paid_at=invoice.paid_at or self._clock(),
        )

    async def _grant(self, invoice: SubscriptionInvoice) -> Flag | None:
        """The ledger entry is the grant; the record follows it, and is set again by whoever repeats this."""
        at = self._clock()
        if invoice.tokens > 0:
            try:
                posted = await self._ledger.grant(
                    invoice.wallet_id,
                    subscription_key(invoice.id),
                    source=GrantSource.SUBSCRIPTION,
                    amount=invoice.tokens,
                    expires_at=invoice.tokens_expire_at,
                    reference=invoice.id,
                )
            except LedgerError as error:
                if error.retryable:
                    raise
                return Flag(FlagCode.CREDIT_REFUSED, f"{invoice.id}: {error.code}: {error.message}")
            at = posted.at
        await self._store.mark_granted(invoice.id, at)
        _log.info("subscription_granted", subscription_id=invoice.subscription_id, tokens=invoice.tokens)
        return None

    async def _terms_changed(self, ours: Subscription) -> bool:
        now = await self._store.by_id(ours.id)
        return now is not None and now.terms != ours.terms

    async def _flag_all(self, ours: Subscription, flags: list[Flag]) -> FlagCode:
        codes = [await self._flag(ours, flag) for flag in flags]
        return codes[0]

    async def _flag(self, ours: Subscription, flag: Flag) -> FlagCode:
        at = self._clock()
        await self._store.add_flag(ours.id, PaymentFlag(code=flag.code.value, detail=flag.detail, at=at))
        return flag.code
