"""Browsers are told to let in what the page needs, and nothing else."""

import pytest

from server.web.policy import PagePolicy
from settings import Settings

REAL = {
    "stripe_secret_key": "sk_live_1",
    "stripe_publishable_key": "pk_live_1",
    "stripe_webhook_secret": "whsec_1",
}


def directives(**settings: object) -> dict[str, str]:
    policy = PagePolicy(Settings(**settings)).headers("N0nce")["Content-Security-Policy"]
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_the_page_has_what_it_needs_of_this_server_alone() -> None:
    assert directives(public_url="https://tokens.example.com") == {
        "default-src": "'none'",
        "script-src": "'self' 'nonce-N0nce'",
        "style-src": "'self' 'nonce-N0nce'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self' wss://tokens.example.com",
        "worker-src": "'self'",
        "frame-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_stripe_js_is_let_in_where_it_is_used() -> None:
    told = directives(**REAL)
    assert told["script-src"] == "'self' 'nonce-N0nce' https://js.stripe.com https://*.js.stripe.com"
    assert told["frame-src"] == "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com"
    assert told["connect-src"] == "'self' ws://127.0.0.1:8000 https://api.stripe.com"
    headers = PagePolicy(Settings(**REAL)).headers("N0nce")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
    assert 'payment=(self "https://js.stripe.com" "https://*.js.stripe.com"), usb=()' in headers["Permissions-Policy"]


def test_razorpays_checkout_is_let_in_where_it_is_used() -> None:
    real = {"razorpay_key_id": "rzp_test_1", "razorpay_key_secret": "secret", "payment_gateways": "INR=razorpay"}
    told = directives(**real)
    assert told["script-src"] == "'self' 'nonce-N0nce' https://checkout.razorpay.com"
    assert told["frame-src"] == "https://api.razorpay.com https://checkout.razorpay.com"
    assert told["connect-src"] == "'self' ws://127.0.0.1:8000 https://api.razorpay.com"
    assert (told["style-src"], told["style-src-attr"]) == ("'self' 'nonce-N0nce'", "'unsafe-inline'")
    assert directives(**real, **REAL)["script-src"].endswith("js.stripe.com https://checkout.razorpay.com")
    assert "razorpay" not in str(directives(payment_gateways="INR=razorpay"))


@pytest.mark.parametrize(
    "settings", [{}, {**REAL, "stripe_secret_key": "sk_test_simulated", "stripe_api_base": "http://a"}]
)
def test_the_simulated_stripe_opens_nothing(settings: dict[str, object]) -> None:
    assert "stripe" not in str(directives(**settings))
    assert PagePolicy(Settings(**settings)).headers("N0nce").keys() == {"Content-Security-Policy", "Cache-Control"}


def test_named_sites_alone_may_frame_it() -> None:
    origins = ["https://www.example.com", "https://shop.example.com:8443"]
    assert directives(web_frame_ancestors=origins)["frame-ancestors"] == " ".join(origins)


def test_images_of_named_origins_are_shown() -> None:
    told = directives(web_image_origins=["https://pictures.example.com"])
    assert told["img-src"] == "'self' data: blob: https://pictures.example.com"
