"""Several gateways beside each other: which one takes a payment, and which one an old payment belongs to."""

from types import SimpleNamespace

import pytest

from gateways.errors import GatewayNotConfiguredError
from gateways.payment_gateways import PaymentGateways

STRIPE, RAZORPAY, THIRD = (SimpleNamespace(name=name) for name in ("stripe", "razorpay", "third"))


def test_a_price_goes_where_its_package_or_else_its_currency_is_sent_and_else_to_the_first():
    gateways = PaymentGateways([STRIPE, RAZORPAY, THIRD], {"INR": "razorpay", "big/INR": "third", "big/USD": "third"})
    chosen = {(currency, package): gateways.choose(currency, package).name
              for currency in ("INR", "USD", "CNY") for package in ("small", "big")}  # fmt: skip
    assert chosen == {
        ("INR", "small"): "razorpay",
        ("INR", "big"): "third",
        ("USD", "small"): "stripe",
        ("USD", "big"): "third",
        ("CNY", "small"): "stripe",
        ("CNY", "big"): "stripe",
    }


def test_a_payment_keeps_the_gateway_that_it_names():
    gateways = PaymentGateways([STRIPE, RAZORPAY], {"INR": "razorpay"})
    assert gateways.named("stripe") is STRIPE
    assert gateways.all() == (STRIPE, RAZORPAY)
    with pytest.raises(GatewayNotConfiguredError, match="through third"):
        gateways.named("third")


def test_a_route_to_a_gateway_that_is_not_set_up_is_refused_at_the_start():
    with pytest.raises(ValueError, match="PAYMENT_GATEWAYS: razorpay is not set up"):
        PaymentGateways([STRIPE], {"INR": "razorpay"})
    with pytest.raises(ValueError, match="at least one"):
        PaymentGateways([])
