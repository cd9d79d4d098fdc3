"""What tests do with orders that were given up here and can still be paid at Razorpay."""

from models.ids import new_id
from tests.support.waiting import until

__all__ = ["flags", "given_up", "pay", "went_back"]


async def pay(shop, payment):
    """Pay the order, until all events about that are handled; the payment."""
    await shop.pay(payment)

    async def done():
        events = await shop.events_of(payment)
        stored = await shop.payment(payment)
        ended = stored.credited_at is not None or stored.denied_at is not None
        return stored if ended and all(event.handled_at for event in events) else None

    return await until(done)


async def flags(shop, payment):
    return [flag.code for flag in (await shop.payment(payment)).flags]


async def went_back(shop, payment):
    """What Razorpay paid back of the order."""
    return [refund.amount for refund in (await shop.gateway.reversals(payment.gateway_reference)).refunds]


async def given_up(shop, viewer, buy):
    """Bought with the code and cancelled: it can still be paid at Razorpay."""
    payment = await buy()
    await shop.payments.cancel(viewer, payment.id, new_id("cancel"))
    return payment
