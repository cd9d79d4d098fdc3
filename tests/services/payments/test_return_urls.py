"""Where a payer may be sent after Stripe's page: no open redirects."""

import pytest

from services.payments.errors import ReturnUrlNotAllowedError
from services.payments.return_urls import check_return_url

ALLOWED = ["https://app.example.com", "http://127.0.0.1:8000", "https://[::1]:8443"]


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.com",
        "https://app.example.com:443/paid",
        "https://APP.example.com/paid?session={CHECKOUT_SESSION_ID}#x",
        "http://127.0.0.1:8000/paid",
        "https://[::1]:8443/",
    ],
)
def test_addresses_of_the_shop_are_allowed(url):
    check_return_url("successUrl", url, ALLOWED)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/paid",
        "//app.example.com/paid",
        "http://app.example.com/paid",
        "https://app.example.com:8443/paid",
        "https://app.example.com.evil.example/paid",
        "https://evil.example/https://app.example.com",
        "https://app.example.com@evil.example/paid",
        "https://app.example.com\\@evil.example/paid",
        "https://evil.example\\.app.example.com/paid",
        "https://app.example.com:443@evil.example/",
        "https://app.example.com%2eevil.example/",
        "https://app.example.com\u3002evil.example/",
        "https:app.example.com/paid",
        "https:///app.example.com/paid",
        "javascript://app.example.com/%0aalert(1)",
        "https://app.example.com/\r\nSet-Cookie: a=b",
        "https://app.example.com/ paid",
        " https://app.example.com/paid",
        "https://app.example.com:99999999/paid",
        "https://[::1/paid",
        "https://app.example.com/" + "a" * 2_048,
    ],
)
def test_every_other_address_is_refused(url):
    with pytest.raises(ReturnUrlNotAllowedError) as refused:
        check_return_url("successUrl", url, ALLOWED)
    assert (refused.value.field, refused.value.code) == ("successUrl", "RETURN_URL_NOT_ALLOWED")
