"""The parts of the Stripe gateway that need no server."""

from collections.abc import Mapping

import pytest
import stripe

from gateways.account_cache import FRESH_SECONDS, STALE_SECONDS, AccountCache
from gateways.errors import GatewayRefusedError, GatewayUnavailableError, PaymentUnknownError
from gateways.stripe.currencies import (
    MINIMUM_AMOUNTS,
    is_charged_in,
    maximum_amount,
    minimum_amount,
)
from gateways.stripe.errors import translate
from gateways.stripe.factory import StripeConnection, create_stripe_gateway
from gateways.stripe.methods import available_methods
from gateways.stripe.types import STRIPE_TYPES, type_of
from gateways.stripe.version import STRIPE_API_VERSION
from models.payment import PaymentMethod
from settings import Environment, Settings

SIMULATED = StripeConnection("http://127.0.0.1:1", "sk_test_1", "pk_test_1", "whsec_1")
REAL = {"stripe_secret_key": "sk_live_1", "stripe_publishable_key": "pk_live_1", "stripe_webhook_secret": "whsec_1"}


def test_the_pinned_version_is_the_one_that_the_sdk_was_made_for() -> None:
    assert stripe.api_version == STRIPE_API_VERSION


def test_currencies() -> None:
    currencies = {kind.id: kind.currencies for kind in STRIPE_TYPES.values()}
    assert sorted(currencies["wechat_pay"]) == (
        "aud cad chf cny dkk eur gbp hkd jpy nok sek sgd usd".split()  # noqa: SIM905 - as the table is printed
    )
    assert len(currencies["alipay"]) == 11
    assert currencies["crypto"] == {"usd"}
    assert set().union(*currencies.values()) == currencies["card"] >= set(MINIMUM_AMOUNTS)
    assert (minimum_amount("USD"), minimum_amount("cny")) == (50, 1)
    assert (maximum_amount("CNY"), maximum_amount("INR")) == (99_999_999, 999_999_999)
    assert (is_charged_in("CNY"), is_charged_in("BGN")) == (True, False)


def test_reasons() -> None:
    closed = available_methods("CNY", {"charges_enabled": False})
    assert {found.reason for found in closed} == {"This shop's Stripe account cannot take payments yet."}
    assert [found.method for found in closed] == [method for method in PaymentMethod if type_of(method)]
    unlisted = {found.method: found.available for found in available_methods("CNY", {"charges_enabled": True})}
    assert [method for method, available in unlisted.items() if not available] == [PaymentMethod.BITCOIN]
    rouble = {found.method: found.reason for found in available_methods("RUB", {})}
    assert rouble[PaymentMethod.CARD] is None
    assert rouble[PaymentMethod.ALIPAY] == (
        "Stripe does not take Alipay in RUB, only in AUD, CAD, CNY, EUR, GBP, HKD, JPY, MYR, NZD, SGD, USD."
    )
    unknown = available_methods("XXX", {})
    assert [found.available for found in unknown] == [False] * 6
    assert unknown[0].reason == "Stripe does not take cards in XXX."


class Account:
    """Counts how often it is read, and fails when told to."""

    def __init__(self) -> None:
        self.reads = 0
        self.seconds = 0.0
        self.failure: Exception | None = None

    async def read(self) -> Mapping[str, object]:
        self.reads += 1
        if self.failure is not None:
            raise self.failure
        return {"reads": self.reads}

    def clock(self) -> float:
        return self.seconds


async def test_the_account_is_kept_and_an_old_copy_served_while_stripe_is_away() -> None:
    account = Account()
    cache = AccountCache(account.read, clock=account.clock)
    assert [await cache.get(), await cache.get()] == [{"reads": 1}] * 2
    account.seconds = FRESH_SECONDS
    assert await cache.get() == {"reads": 2}
    account.failure = GatewayUnavailableError("away")
    account.seconds += STALE_SECONDS - 1
    assert await cache.get() == {"reads": 2}
    account.seconds += 1
    with pytest.raises(GatewayUnavailableError):
        await cache.get()
    account.failure = GatewayRefusedError("authentication_error", "no")
    with pytest.raises(GatewayRefusedError):
        await cache.get()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (stripe.RateLimitError("slow down"), GatewayUnavailableError),
        (stripe.APIConnectionError("gone"), GatewayUnavailableError),
        (stripe.APIError("oops"), GatewayUnavailableError),
        (stripe.AuthenticationError("no"), GatewayUnavailableError),
        (stripe.PermissionError("no"), GatewayUnavailableError),
        (stripe.IdempotencyError("busy", code="idempotency_key_in_use"), GatewayUnavailableError),
        (stripe.IdempotencyError("other details"), GatewayUnavailableError),
        (stripe.InvalidRequestError("no", None), GatewayRefusedError),
        (stripe.InvalidRequestError("no", "intent", code="resource_missing"), PaymentUnknownError),
    ],
)
def test_errors_are_translated(error: stripe.StripeError, kind: type[Exception]) -> None:
    assert type(translate(error)) is kind


async def test_the_factory_chooses_by_the_settings() -> None:
    simulated = create_stripe_gateway(Settings(), simulated=SIMULATED)
    assert (simulated.simulated, simulated.livemode, simulated.publishable_key) == (True, False, "pk_test_1")
    real = create_stripe_gateway(Settings(**REAL), simulated=SIMULATED)
    assert (real.simulated, real.livemode, real.publishable_key) == (False, True, "pk_live_1")
    await simulated.close()
    await real.close()


def test_the_factory_refuses_what_does_not_go_together() -> None:
    with pytest.raises(ValueError, match="no simulated Stripe"):
        create_stripe_gateway(Settings())
    with pytest.raises(ValueError, match="different modes"):
        create_stripe_gateway(Settings(**(REAL | {"stripe_publishable_key": "pk_test_1"})))
    production = Settings().model_copy(update={"environment": Environment.PRODUCTION})
    with pytest.raises(ValueError, match="refused in production"):
        create_stripe_gateway(production, simulated=SIMULATED)
    assert "1" not in repr(SIMULATED).replace("127.0.0.1:1", "").replace("pk_test_1", "")
