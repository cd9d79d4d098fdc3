"""Which gateways a server has, by its settings."""

import pytest

from gateways.amount_limits import AmountLimits
from gateways.errors import SignatureInvalidError
from gateways.from_settings import amount_limits_from_settings, payment_gateways_from_settings
from gateways.simulated_razorpay.signing import webhook_signature
from settings import Settings

STRIPE = {"stripe_secret_key": "sk_live_1", "stripe_publishable_key": "pk_live_1", "stripe_webhook_secret": "whsec_1"}
RAZORPAY = {"razorpay_key_id": "rzp_live_1", "razorpay_key_secret": "key secret"}
EVENT = (
    b'{"entity": "event", "event": "order.paid", "created_at": 1, "payload": {"order": {"entity": {"id": "order_1"}}}}'
)


async def test_stripe_alone_or_razorpay_beside_it():
    alone = payment_gateways_from_settings(Settings(**STRIPE))
    both = payment_gateways_from_settings(Settings(**STRIPE, **RAZORPAY, payment_gateways="INR=razorpay"))
    assert [gateway.name for gateway in alone.all()] == ["stripe"]
    assert [gateway.name for gateway in both.all()] == ["stripe", "razorpay"]
    assert [both.choose(currency, "any").name for currency in ("INR", "USD")] == ["razorpay", "stripe"]
    assert (both.named("razorpay").livemode, both.named("razorpay").publishable_key) == (True, "rzp_live_1")
    await alone.close()
    await both.close()


@pytest.mark.parametrize(
    ("settings", "secret"),
    [(RAZORPAY, "key secret"), (RAZORPAY | {"razorpay_webhook_secret": "its own"}, "its own")],
)
async def test_the_webhook_secret_falls_back_to_the_key_secret(settings, secret):
    gateways = payment_gateways_from_settings(Settings(**STRIPE, **settings))
    razorpay = gateways.named("razorpay")
    event = razorpay.parse_event(EVENT, {"X-Razorpay-Signature": webhook_signature(EVENT, secret)})
    assert (event.object_type, event.object_id) == ("order", "order_1")
    with pytest.raises(SignatureInvalidError):
        razorpay.parse_event(EVENT, {"X-Razorpay-Signature": webhook_signature(EVENT, "another")})
    await gateways.close()


def test_a_route_to_a_gateway_without_keys_is_refused():
    with pytest.raises(ValueError, match="razorpay is not set up here"):
        payment_gateways_from_settings(Settings(**STRIPE, payment_gateways={"INR": "razorpay"}))


async def test_amounts_are_judged_by_the_gateway_that_would_serve_the_price():
    settings = Settings(**STRIPE, **RAZORPAY, payment_gateways="INR=razorpay,pro/INR=stripe,big/USD=razorpay")
    gateways, limits = payment_gateways_from_settings(settings), amount_limits_from_settings(settings)
    prices = [(currency, package) for currency in ("INR", "USD", "CNY", "BGN") for package in ("pro", "big")]
    told = {price: limits(*price) for price in prices}
    assert told == {price: gateways.limits(*price) for price in prices}
    assert told["INR", "big"] == AmountLimits(100, 999_999_999)
    assert (told["INR", "pro"].minimum, told["USD", "pro"].minimum, told["CNY", "pro"].minimum) == (50, 50, 1)
    assert (told["USD", "big"], told["BGN", "pro"]) == (None, None)
    await gateways.close()
