"""PaymentIntents of the simulated Stripe, driven by Stripe's own SDK over HTTP."""

import pytest
import stripe

from gateways.simulated.background import SimulatedStripe
from gateways.stripe.version import STRIPE_API_VERSION
from tests.gateways.receiver import Receiver
from tests.gateways.support import events, http, until_sent

CARD = {"amount": 1000, "currency": "cny", "allowed_payment_method_types": ["card"]}


async def test_a_card_payment_goes_from_created_to_succeeded(sdk: stripe.StripeClient, receiver: Receiver) -> None:
    intent = await sdk.v1.payment_intents.create_async(
        {**CARD, "description": "Tokens", "receipt_email": "ada@example.com", "metadata": {"payment_id": "pay_1"}}
    )
    assert intent.status == "requires_payment_method"
    assert intent.client_secret.startswith(f"{intent.id}_secret_")
    assert (intent.amount, intent.amount_received, intent.currency, intent.livemode) == (1000, 0, "cny", False)
    assert intent.metadata["payment_id"] == "pay_1"

    paid = await sdk.v1.payment_intents.confirm_async(
        intent.id, {"payment_method": "pm_card_visa", "expand": ["latest_charge"]}
    )
    assert (paid.status, paid.amount_received) == ("succeeded", 1000)
    assert paid.latest_charge.payment_method_details.card.last4 == "4242"
    assert (await sdk.v1.payment_intents.retrieve_async(intent.id)).latest_charge == paid.latest_charge.id
    await until_sent(receiver, "payment_intent.created", "charge.succeeded", "payment_intent.succeeded")
    assert {event["api_version"] for event in events(receiver)} == {STRIPE_API_VERSION}


@pytest.mark.parametrize(
    ("method", "code", "decline_code", "message"),
    [
        ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline", "Your card was declined."),
        ("pm_card_chargeDeclined", "card_declined", "generic_decline", "Your card was declined."),
        (
            "pm_card_visa_chargeDeclinedInsufficientFunds",
            "card_declined",
            "insufficient_funds",
            "Your card has insufficient funds.",
        ),
        ("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card", "Your card was declined."),
        ("pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card", "Your card was declined."),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", None, "Your card has expired."),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", None, "Your card's security code is incorrect."),
        (
            "pm_card_chargeDeclinedProcessingError",
            "processing_error",
            None,
            "An error occurred while processing your card. Try again in a little bit.",
        ),
        ("pm_card_radarBlock", "card_declined", "fraudulent", "Your card was declined."),
    ],
)
async def test_a_declined_card_says_why_and_leaves_the_payment_open(
    sdk: stripe.StripeClient, receiver: Receiver, method: str, code: str, decline_code: str | None, message: str
) -> None:
    intent = await sdk.v1.payment_intents.create_async(CARD)
    with pytest.raises(stripe.CardError) as caught:
        await sdk.v1.payment_intents.confirm_async(intent.id, {"payment_method": method})
    error = caught.value
    assert (error.http_status, error.code, error.user_message) == (402, code, message)
    assert error.request_id is not None
    failed = await sdk.v1.payment_intents.retrieve_async(intent.id)
    assert (failed.status, failed.payment_method, failed.amount_received) == ("requires_payment_method", None, 0)
    assert failed.last_payment_error.code == code
    assert failed.last_payment_error.to_dict().get("decline_code") == decline_code
    charge = await sdk.v1.charges.retrieve_async(failed.latest_charge)
    assert (charge.status, charge.paid, charge.failure_code) == ("failed", False, code)
    await until_sent(receiver, "payment_intent.created", "charge.failed", "payment_intent.payment_failed")

    paid = await sdk.v1.payment_intents.confirm_async(intent.id, {"payment_method": "pm_card_mastercard"})
    assert (paid.status, paid.last_payment_error) == ("succeeded", None)


async def test_a_card_that_needs_the_person_waits_on_the_payment_page(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    intent = await sdk.v1.payment_intents.create_async(
        {
            **CARD,
            "payment_method": "pm_card_authenticationRequired",
            "confirm": True,
            "return_url": "https://shop.example/",
        }
    )
    assert intent.status == "requires_action"
    assert intent.next_action.type == "redirect_to_url"
    assert intent.next_action.redirect_to_url.url == f"{simulated.api_base}/pay/{intent.id}"
    assert intent.next_action.redirect_to_url.return_url == "https://shop.example/"
    await until_sent(receiver, "payment_intent.created", "payment_intent.requires_action")
    with pytest.raises(stripe.CardError) as caught:
        await sdk.v1.payment_intents.confirm_async(
            intent.id, {"payment_method": "pm_card_authenticationRequired", "off_session": True}
        )
    assert caught.value.code == "authentication_required"


@pytest.mark.parametrize(
    ("kind", "currency", "action"),
    [
        ("wechat_pay", "cny", "wechat_pay_display_qr_code"),
        ("alipay", "cny", "alipay_handle_redirect"),
        ("crypto", "usd", "redirect_to_url"),
    ],
)
async def test_other_methods_wait_for_the_payer(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver, kind: str, currency: str, action: str
) -> None:
    intent = await sdk.v1.payment_intents.create_async(
        {
            "amount": 1000,
            "currency": currency,
            "allowed_payment_method_types": [kind],
            "payment_method_options": {"wechat_pay": {"client": "web"}},
        }
    )
    assert intent.payment_method_types == [kind]
    waiting = await sdk.v1.payment_intents.confirm_async(
        intent.id, {"payment_method_data": {"type": kind}, "return_url": "https://shop.example/done"}
    )
    assert (waiting.status, waiting.next_action.type) == ("requires_action", action)
    async with http(simulated) as client:
        paid = await client.post(f"/_simulator/payment_intents/{intent.id}/pay")
    assert (paid.json()["status"], paid.json()["amount_received"]) == ("succeeded", 1000)
    expected = ["payment_intent.created", "payment_intent.requires_action", "charge.succeeded"]
    expected += ["payment_intent.succeeded", *(["payment_intent.processing"] if kind == "crypto" else [])]
    await until_sent(receiver, *expected)


async def test_wechat_pay_needs_to_know_the_client(sdk: stripe.StripeClient) -> None:
    intent = await sdk.v1.payment_intents.create_async(
        {"amount": 1000, "currency": "cny", "allowed_payment_method_types": ["wechat_pay"]}
    )
    with pytest.raises(stripe.InvalidRequestError) as caught:
        await sdk.v1.payment_intents.confirm_async(intent.id, {"payment_method_data": {"type": "wechat_pay"}})
    assert (caught.value.code, caught.value.param) == (
        "parameter_missing",
        "payment_method_options[wechat_pay][client]",
    )


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"amount": 0}, "amount", "parameter_invalid_integer"),
        ({"amount": -1}, "amount", "parameter_invalid_integer"),
        ({"amount": 100_000_000}, "amount", "amount_too_large"),
        ({"amount": 2**63}, "amount", "parameter_invalid_integer"),
        ({"amount": 49, "currency": "usd"}, "amount", "amount_too_small"),
        ({"currency": "xyz"}, "currency", None),
        ({"allowed_payment_method_types": ["bitcoin"]}, "payment_method_types", None),
        ({"allowed_payment_method_types": ["crypto"]}, "allowed_payment_method_types", None),
        ({"receipt_email": "nobody"}, "receipt_email", "email_invalid"),
        ({"metadata": {"k" * 41: "v"}}, "metadata", None),
        ({"metadata": {"k": "v" * 501}}, "metadata", None),
        ({"metadata": {f"k{number}": "v" for number in range(51)}}, "metadata", None),
        ({"description": "x" * 1001}, "description", None),
        ({"surprise": "1"}, "surprise", "parameter_unknown"),
        ({"customer": "cus_none"}, "customer", "resource_missing"),
        ({"payment_method_types": ["card"], "allowed_payment_method_types": None}, "payment_method_types",
         "payment_method_types_no_longer_supported"),
    ],
)  # fmt: skip
async def test_wrong_parameters_are_refused_and_nothing_is_kept(
    sdk: stripe.StripeClient, changes: dict[str, object], param: str, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        await sdk.v1.payment_intents.create_async({**CARD, **changes})
    assert (caught.value.http_status, caught.value.param, caught.value.code) == (400, param, code)
    assert (await sdk.v1.payment_intents.list_async()).data == []
    assert (await sdk.v1.events.list_async()).data == []


async def test_allowed_types_that_do_not_fit_the_currency_are_left_out(sdk: stripe.StripeClient) -> None:
    intent = await sdk.v1.payment_intents.create_async(
        {"amount": 1000, "currency": "cny", "allowed_payment_method_types": ["crypto", "alipay", "card"]}
    )
    assert intent.payment_method_types == ["alipay", "card"]
    everything = await sdk.v1.payment_intents.create_async(
        {"amount": 1000, "currency": "usd", "automatic_payment_methods": {"enabled": True}}
    )
    assert everything.payment_method_types == ["card", "wechat_pay", "alipay", "crypto"]


async def test_an_older_api_version_still_takes_payment_method_types(simulated: SimulatedStripe) -> None:
    form = {"amount": "1000", "currency": "inr", "payment_method_types[]": "wechat_pay"}
    async with http(simulated) as client:
        refused = await client.post("/v1/payment_intents", data=form)
        assert refused.json()["error"]["message"].startswith("The currency provided (inr) is invalid for wechat_pay.")
        made = await client.post(
            "/v1/payment_intents", data=form | {"currency": "cny"}, headers={"Stripe-Version": "2026-06-24.dahlia"}
        )
    assert (made.status_code, made.json()["payment_method_types"]) == (200, ["wechat_pay"])


async def test_a_browser_confirms_with_the_publishable_key_and_the_client_secret(
    sdk: stripe.StripeClient, simulated: SimulatedStripe
) -> None:
    intent = await sdk.v1.payment_intents.create_async({**CARD, "metadata": {"inside": "shop"}})
    path = f"/v1/payment_intents/{intent.id}"
    form = {"key": simulated.publishable_key, "payment_method_data[type]": "card"}
    form |= {"payment_method_data[card][number]": "4242424242424242", "client_secret": "wrong"}
    async with http(simulated, "") as browser:
        assert (await browser.get(path, params={"key": simulated.publishable_key})).status_code == 400
        refused = await browser.post(f"{path}/confirm", data=form)
        assert (refused.status_code, refused.json()["error"]["param"]) == (400, "client_secret")
        form["client_secret"] = intent.client_secret
        paid = await browser.post(f"{path}/confirm", data=form, headers={"Origin": "https://shop.example"})
        assert (await browser.post("/v1/refunds", data={"key": simulated.publishable_key})).status_code == 403
    assert (paid.status_code, paid.json()["status"]) == (200, "succeeded")
    assert paid.headers["access-control-allow-origin"] == "*"
    assert "metadata" not in paid.json()


async def test_a_number_that_is_no_test_card_is_refused_and_not_repeated(
    sdk: stripe.StripeClient, simulated: SimulatedStripe
) -> None:
    intent = await sdk.v1.payment_intents.create_async(CARD)
    form = {"payment_method_data[type]": "card", "payment_method_data[card][number]": "4111111111111111"}
    async with http(simulated) as client:
        answer = await client.post(f"/v1/payment_intents/{intent.id}/confirm", data=form)
    assert (answer.status_code, answer.json()["error"]["code"]) == (402, "incorrect_number")
    assert "4111" not in answer.text


async def test_cancel_and_what_cannot_be_cancelled(sdk: stripe.StripeClient, receiver: Receiver) -> None:
    intent = await sdk.v1.payment_intents.create_async(CARD)
    cancelled = await sdk.v1.payment_intents.cancel_async(intent.id, {"cancellation_reason": "abandoned"})
    assert (cancelled.status, cancelled.cancellation_reason) == ("canceled", "abandoned")
    await until_sent(receiver, "payment_intent.created", "payment_intent.canceled")
    for call in (
        sdk.v1.payment_intents.cancel_async(intent.id),
        sdk.v1.payment_intents.confirm_async(intent.id, {"payment_method": "pm_card_visa"}),
        sdk.v1.payment_intents.update_async(intent.id, {"amount": 2000}),
    ):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            await call
        assert caught.value.code == "payment_intent_unexpected_state"
        assert caught.value.error.payment_intent.id == intent.id


async def test_update_changes_an_open_payment(sdk: stripe.StripeClient) -> None:
    intent = await sdk.v1.payment_intents.create_async({**CARD, "metadata": {"a": "1", "b": "2"}})
    updated = await sdk.v1.payment_intents.update_async(
        intent.id, {"amount": 2000, "metadata": {"a": "", "c": "3"}, "payment_method": "pm_card_visa"}
    )
    assert (updated.amount, updated.metadata.to_dict()) == (2000, {"b": "2", "c": "3"})
    assert updated.status == "requires_confirmation"
    assert (await sdk.v1.payment_intents.confirm_async(intent.id)).amount_received == 2000


async def test_automatic_methods_confirmed_by_a_server_need_a_return_url(sdk: stripe.StripeClient) -> None:
    intent = await sdk.v1.payment_intents.create_async({"amount": 1000, "currency": "cny"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        await sdk.v1.payment_intents.confirm_async(intent.id, {"payment_method": "pm_card_visa"})
    assert caught.value.param == "return_url"
    with pytest.raises(stripe.InvalidRequestError) as missing:
        await sdk.v1.payment_intents.confirm_async(intent.id)
    assert missing.value.code == "payment_intent_unexpected_state"
