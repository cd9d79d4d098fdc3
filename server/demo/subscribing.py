"""Subscriptions of the demo business: stored as they are after months, each paid invoice granted by the real ledger."""

from datetime import datetime, timedelta

from models.ids import new_id
from models.subscription import FrozenTerms, PlanInterval, Subscription, SubscriptionStatus
from models.subscription_invoice import InvoiceKind, SubscriptionInvoice
from models.user import User
from services.catalog.plan import Plan
from services.ledger import GrantSource, Ledger
from services.ledger.keys import subscription_key

__all__ = ["Subscriber"]

_MONTH = timedelta(days=30)
_NEVER = timedelta(days=3_650)


class Subscriber:
    """One person's subscription, paid by the month."""

    def __init__(self, user: User, plan: Plan, begun_at: datetime) -> None:
        price = plan.price_in(None, PlanInterval.MONTH)
        if price is None:
            raise ValueError(f"the plan {plan.id} has no price by the month")
        self.begun_at = begun_at
        self._user = user
        self._terms = FrozenTerms(
            plan_id=plan.id,
            price_reference=f"price_demo_{plan.id}",
            amount=price.price.amount,
            tokens=plan.tokens_of(PlanInterval.MONTH),
            grace_days=plan.grace_days,
            limits=plan.limits,
        )
        self._currency = price.price.currency
        self._id = new_id("subn")

    def period(self, number: int) -> tuple[datetime, datetime]:
        """The begin and the end of a month of it, of thirty days."""
        return self.begun_at + number * _MONTH, self.begun_at + (number + 1) * _MONTH

    async def pay(self, number: int, ledger: Ledger) -> None:
        """Its invoice for that month is paid, and brings its tokens."""
        start, end = self.period(number)
        invoice = SubscriptionInvoice(
            id=f"in_demo_{self._id.removeprefix('subn_')}_{number}",
            subscription_id=self._id,
            user_id=self._user.id,
            wallet_id=self._user.wallet_id,
            gateway="stripe",
            livemode=True,
            kind=InvoiceKind.PERIOD,
            plan_id=self._terms.plan_id,
            amount=self._terms.amount,
            currency=self._currency,
            tokens=self._terms.tokens,
            period_start=start,
            period_end=end,
            tokens_expire_at=end + timedelta(days=self._terms.grace_days),
            paid_at=start,
        )
        posted = await ledger.grant(
            invoice.wallet_id,
            subscription_key(invoice.id),
            source=GrantSource.SUBSCRIPTION,
            amount=invoice.tokens,
            expires_at=invoice.tokens_expire_at,
            reference=invoice.id,
        )
        invoice.granted_at = posted.at
        await invoice.insert()

    async def store(self, months: int) -> None:
        """Store the subscription as it is after so many paid months."""
        start, end = self.period(months - 1)
        await Subscription(
            id=self._id,
            user_id=self._user.id,
            wallet_id=self._user.wallet_id,
            client_key=new_id("key"),
            input_hash="0" * 64,
            currency=self._currency,
            interval=PlanInterval.MONTH,
            terms=[self._terms],
            plan_id=self._terms.plan_id,
            gateway="stripe",
            gateway_reference=f"sub_demo_{self._id.removeprefix('subn_')}",
            customer_reference=f"cus_demo_{self._user.id.removeprefix('usr_')}",
            livemode=True,
            status=SubscriptionStatus.ACTIVE,
            period_start=start,
            period_end=end,
            paid_until=end,
            created_at=self.begun_at,
            next_check_at=end + _NEVER,
        ).insert()
