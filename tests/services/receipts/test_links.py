"""A8: a link opens one receipt in one language until it expires, and nothing else does."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from messages import Language
from services.receipts.errors import ReceiptLinkExpiredError, ReceiptLinkInvalidError
from services.receipts.links import ReceiptLinks, SignedLink
from tests.support.clock import MovableClock

SECRET = "a signing secret of more than 32 characters"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


def links(clock: MovableClock, secret: str = SECRET) -> ReceiptLinks:
    return ReceiptLinks(signing_secret=secret, address="https://shop.example/receipts", life_seconds=900, clock=clock)


def followed(url: str) -> SignedLink:
    """What a server reads of the address."""
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return SignedLink(payment_id=parts.path.removeprefix("/receipts/").removesuffix(".pdf"), **query)


def test_a_link_opens_its_receipt_until_it_expires(clock: MovableClock) -> None:
    made = links(clock).make("pay_01abc", Language.ZH)
    assert made.expires_at == datetime(2026, 3, 1, 12, 15, tzinfo=UTC)
    assert made.url.startswith("https://shop.example/receipts/pay_01abc.pdf?language=zh&expires=1772367300&signature=")
    clock.move(seconds=899)
    assert links(clock).check(followed(made.url)) is Language.ZH
    clock.move(seconds=1)
    with pytest.raises(ReceiptLinkExpiredError):
        links(clock).check(followed(made.url))


@pytest.mark.parametrize(
    "change",
    [
        {"payment_id": "pay_01abd"},
        {"language": "zh"},
        {"language": ""},
        {"expires": "1772367301"},
        {"expires": "01772367300"},
        {"expires": "99999999999999999999"},
        {"expires": ""},
        {"signature": ""},
        {"signature": "0" * 64},
        {"signature": "签名"},
        {"signature": "\ud800"},
        {"payment_id": "\ud800"},
        {"payment_id": "pay_01abce", "language": "n"},
    ],
)
def test_a_changed_link_opens_nothing(clock: MovableClock, change: dict[str, str]) -> None:
    link = followed(links(clock).make("pay_01abc", Language.EN).url)
    assert links(clock).check(link) is Language.EN
    with pytest.raises(ReceiptLinkInvalidError):
        links(clock).check(replace(link, **change))


def test_every_character_of_the_signature_counts(clock: MovableClock) -> None:
    link = followed(links(clock).make("pay_01abc", Language.EN).url)
    for place, character in enumerate(link.signature):
        other = "0" if character != "0" else "1"
        with pytest.raises(ReceiptLinkInvalidError):
            links(clock).check(replace(link, signature=f"{link.signature[:place]}{other}{link.signature[place + 1 :]}"))


def test_another_secret_makes_other_links(clock: MovableClock) -> None:
    link = followed(links(clock, SECRET[::-1]).make("pay_01abc", Language.EN).url)
    with pytest.raises(ReceiptLinkInvalidError):
        links(clock).check(link)


def test_the_secret_itself_signs_no_link(clock: MovableClock) -> None:
    """Its key is derived under a label, so what signs access tokens cannot be asked for a link, nor the other way."""
    link = followed(links(clock).make("pay_01abc", Language.EN).url)
    parts = [part.encode() for part in (link.payment_id, link.language, link.expires)]
    signed = b"".join(len(part).to_bytes(4) + part for part in parts)
    directly = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    with pytest.raises(ReceiptLinkInvalidError):
        links(clock).check(replace(link, signature=directly))
