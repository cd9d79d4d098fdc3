"""What the payer must do next: always something on the simulator's own payment page."""

from urllib.parse import urlencode

from gateways.simulated.call import Call, Json
from gateways.simulated.store import Store

__all__ = ["keep_return_url", "next_action", "return_address"]

_RETURN_URL = "_return_url"  # no kind of Stripe's: Stripe keeps it too, and shows it nowhere once the payer is done


def next_action(call: Call, intent: Json, method: Json, return_url: str | None) -> Json:
    """`next_action` of a PaymentIntent that waits for the payer, in the form that its payment method has at Stripe."""
    page = f"{call.options.public_url}/pay/{intent['id']}"
    kind = method["type"]
    if kind == "wechat_pay":  # https://docs.stripe.com/payments/wechat-pay/accept-a-payment
        return {
            "type": "wechat_pay_display_qr_code",
            "wechat_pay_display_qr_code": {
                "data": page,
                "hosted_instructions_url": page,
                "image_data_url": "",
                "image_url_png": "",
                "image_url_svg": "",
            },
        }
    if kind == "alipay":  # https://docs.stripe.com/payments/alipay/accept-a-payment
        return {
            "type": "alipay_handle_redirect",
            "alipay_handle_redirect": {
                "native_data": None,
                "native_url": None,
                "return_url": return_url,
                "url": page,
            },
        }
    if kind == "customer_balance":
        return {
            "type": "display_bank_transfer_instructions",
            "display_bank_transfer_instructions": {
                "amount_remaining": intent["amount"],
                "currency": intent["currency"],
                "hosted_instructions_url": page,
                "reference": intent["id"],
            },
        }
    return {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": page}}


def keep_return_url(call: Call, intent: Json, return_url: str | None) -> None:
    """Remember where the payer goes afterwards."""
    if return_url is not None:
        call.store.put({"id": f"return_{intent['id']}", "object": _RETURN_URL, "created": call.now, "url": return_url})


def return_address(store: Store, intent: Json) -> str | None:
    """The shop's address with what Stripe adds to it, or None when the shop gave none."""
    kept = store.get(_RETURN_URL, f"return_{intent['id']}")
    if kept is None:
        return None
    status = "succeeded" if intent["status"] in {"succeeded", "processing"} else "failed"
    added = {
        "payment_intent": intent["id"],
        "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": status,
    }
    return f"{kept['url']}{'&' if '?' in kept['url'] else '?'}{urlencode(added)}"
