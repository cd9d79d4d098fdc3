"""Which payment method types a PaymentIntent may use."""

from typing import Any

from gateways.simulated.call import Call
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.params import Params
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["choose_types", "read_method_options"]

_REMOVED_IN = "2026-09-30"
"""From this API version on `payment_method_types` is no input any more
(https://docs.stripe.com/changelog/endive/2026-09-30/removes-the-payment-method-types-parameter-from-payment-intents-and-setup-intents).
"""

_EXCLUSIVE = ("payment_method_types", "allowed_payment_method_types", "automatic_payment_methods")
_WECHAT_CLIENTS = frozenset({"android", "ios", "web"})


def choose_types(call: Call, currency: str, *, has_customer: bool) -> tuple[list[str], dict[str, Any] | None]:
    """The intent's `payment_method_types` and `automatic_payment_methods`, from what was asked for."""
    params = call.params
    given = [name for name in _EXCLUSIVE if name in params]
    if len(given) > 1:
        raise invalid_request(f"You may only specify one of these parameters: {', '.join(given)}.", param=given[0])
    named = params.texts("payment_method_types")
    if named is not None:
        _refuse_removed(call)
        return _all_or_error(call, named, currency), None
    allowed = params.texts("allowed_payment_method_types")
    automatic = _read_automatic(params)
    excluded = params.texts("excluded_payment_method_types") or []
    if allowed is None:
        allowed = [kind for kind in STRIPE_TYPES if kind != "customer_balance" or has_customer]
    _refuse_unknown([*allowed, *excluded])
    chosen = [kind for kind in allowed if kind not in excluded and _problem(call, kind, currency) is None]
    if not chosen:
        raise invalid_request(
            "No valid payment method types for this Payment Intent. Please ensure that you have activated payment"
            " methods compatible with your chosen currency in your dashboard.",
            param="allowed_payment_method_types" if "allowed_payment_method_types" in params else None,
        )
    return chosen, automatic


def read_method_options(params: Params) -> dict[str, Any]:
    """`payment_method_options` in the form in which the object has them."""
    group = params.group("payment_method_options")
    options: dict[str, Any] = {}
    if group is None:
        return options
    wechat = group.group("wechat_pay")
    if wechat is not None:
        client = wechat.choice("client", _WECHAT_CLIENTS)
        app_id = wechat.text("app_id") or None
        if client in {"android", "ios"} and app_id is None:
            name = "payment_method_options[wechat_pay][app_id]"
            raise invalid_request(f"Missing required param: {name}.", param=name, code="parameter_missing")
        wechat.ignore("setup_future_usage")
        options["wechat_pay"] = {"app_id": app_id, "client": client}
    group.ignore("card", "alipay", "crypto", "customer_balance")
    return options


def _read_automatic(params: Params) -> dict[str, Any] | None:
    group = params.group("automatic_payment_methods")
    if group is None:
        # Since 2023-08-16 this is what an intent without any list of types gets.
        return None if "allowed_payment_method_types" in params else {"allow_redirects": "always", "enabled": True}
    enabled = group.boolean("enabled")
    redirects = group.choice("allow_redirects", {"always", "never"}) or "always"
    return {"allow_redirects": redirects, "enabled": True} if enabled else None


def _refuse_removed(call: Call) -> None:
    version = call.api_version
    if version is not None and version[:10] >= _REMOVED_IN:
        raise invalid_request(
            "`payment_method_types` is no longer supported in this API version. Use dynamic payment methods, or"
            " `allowed_payment_method_types` or `excluded_payment_method_types`.",
            param="payment_method_types",
            code="payment_method_types_no_longer_supported",
        )


def _all_or_error(call: Call, kinds: list[str], currency: str) -> list[str]:
    _refuse_unknown(kinds)
    for kind in kinds:
        problem = _problem(call, kind, currency)
        if problem is not None:
            raise problem
    return list(dict.fromkeys(kinds))


def _refuse_unknown(kinds: list[str]) -> None:
    for kind in kinds:
        if kind not in STRIPE_TYPES:
            raise invalid_request(
                f"The payment method type provided: {kind[:50]} is not simulated.", param="payment_method_types"
            )


def _problem(call: Call, kind: str, currency: str) -> ApiError | None:
    if call.options.capabilities.get(STRIPE_TYPES[kind].capability) != "active":
        return invalid_request(
            f"The payment method type provided: {kind} is invalid. Please ensure the provided type is activated in"
            " your dashboard.",
            param="payment_method_types",
        )
    if currency not in STRIPE_TYPES[kind].currencies:
        taken = (
            ", ".join(sorted(STRIPE_TYPES[kind].currencies)) if kind != "card" else "Stripe's presentment currencies"
        )
        return invalid_request(
            f"The currency provided ({currency}) is invalid for {kind}. It supports: {taken}.", param="currency"
        )
    return None
