"""`GET /receipts/...` over HTTP: what stands in the document, and what is told where none can be made."""

import sys
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from database.setup import Database
from gateways.pdf import PdfRenderer
from gateways.pdf.worker import LIBRARIES_MISSING
from messages import Language
from models.payment import Payment, PaymentStatus
from models.user import User
from server.receipts import receipt_routes
from services.identity.service import IdentityService
from services.identity.viewer import Viewer
from services.receipts import Receipts
from settings import Settings
from tests.support.shop import Shop, open_shop

ECHO = [sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'%PDF-' + sys.stdin.buffer.read())"]
"""A worker whose PDF is the HTML that it was given."""
WITHOUT_LIBRARIES = [sys.executable, "-c", f"raise SystemExit({LIBRARIES_MISSING})"]
SELLER = {
    "seller_name": "Tokens & Sons",
    "seller_address": "1 Main Street | Springfield",
    "seller_tax_id": "DE123",
    "receipt_prefix": "2026-",
}


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture(scope="module")
async def identity(shop: Shop, settings: Settings) -> AsyncIterator[IdentityService]:
    identity = IdentityService(settings=settings, clock=shop.clock, ledger=shop.ledger, signing_secret="s" * 32)
    yield identity
    identity.close()


@pytest.fixture(scope="module")
async def ada(identity: IdentityService) -> Viewer:
    return (await identity.register("ada@example.com", "correct horse battery", "Ada <b>")).account.viewer("ses_1")


@pytest.fixture(scope="module")
async def paid(shop: Shop, ada: Viewer) -> Payment:
    payment = (await shop.buy(ada)).payment
    await shop.confirm(payment)
    return await shop.becomes(payment, PaymentStatus.SUCCEEDED)


def receipts_of(
    shop: Shop, settings: Settings, identity: IdentityService, command: list[str], **changes: Any
) -> Receipts:
    return Receipts(
        settings=settings.model_copy(update=changes),
        clock=shop.clock,
        payments=shop.payments,
        gateways=shop.gateways,
        account=identity.profile,
        signing_secret="s" * 32,
        renderer=PdfRenderer(command=command),
    )


async def opened(receipts: Receipts, viewer: Viewer, payment: Payment, language: Language) -> httpx.Response:
    offered = await receipts.offer(viewer, payment.id, language)
    parts = urlsplit(offered.link.url)
    transport = httpx.ASGITransport(Starlette(routes=receipt_routes(receipts)))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        return await client.get(f"{parts.path}?{parts.query}")


async def test_seller_and_buyer_stand_on_it(shop, settings, identity, ada, paid):
    receipts = receipts_of(shop, settings, identity, ECHO, **SELLER)
    response = await opened(receipts, ada, paid, Language.EN)
    assert response.headers["content-disposition"] == 'attachment; filename="receipt-2026-000001.pdf"'
    for text in (
        "<p class='name'>Tokens &amp; Sons</p><p>1 Main Street</p><p>Springfield</p><p>Tax id: DE123</p>",
        "<p class='name'>Ada &lt;b&gt;</p><p>ada@example.com</p>",
        f"<dt>Payment</dt><dd>{paid.id}</dd>",
        f"<dt>Reference</dt><dd>{paid.gateway_reference}</dd>",
    ):
        assert text in response.text
    assert "税号：DE123" in (await opened(receipts, ada, paid, Language.ZH)).text


async def test_a_refund_made_at_stripe_stands_on_it(shop, settings, identity, ada):
    payment = (await shop.buy(ada)).payment
    await shop.confirm(payment)
    payment = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    receipts = receipts_of(shop, settings, identity, ECHO)
    assert "Total after refunds" not in (await opened(receipts, ada, payment, Language.EN)).text
    await shop.stripe("/v1/refunds", {"payment_intent": payment.gateway_reference, "amount": "1000"})
    payment = await shop.becomes(payment, PaymentStatus.PARTIALLY_REFUNDED)
    text = (await opened(receipts, ada, payment, Language.EN)).text
    assert "<td class='number'>-CN¥10.00</td>" in text
    assert "<td>Total after refunds</td><td class='number'>CN¥25.00</td>" in text


async def test_without_settings_the_seller_is_the_host(shop, settings, identity, ada, paid):
    response = await opened(receipts_of(shop, settings, identity, ECHO), ada, paid, Language.EN)
    assert "<h2>Seller</h2><p class='name'>127.0.0.1</p></div>" in response.text


async def test_missing_libraries_are_told_in_a_sentence(shop, settings, identity, ada, paid):
    response = await opened(receipts_of(shop, settings, identity, WITHOUT_LIBRARIES), ada, paid, Language.EN)
    assert response.status_code == 503
    assert response.json() == {
        "code": "RECEIPTS_UNAVAILABLE",
        "message": "This server cannot make PDF files; its operator must install Pango for that.",
    }
    assert "retry-after" not in response.headers


async def test_a_failing_worker_is_worth_another_try(shop, settings, identity, ada, paid):
    response = await opened(receipts_of(shop, settings, identity, ["false"]), ada, paid, Language.EN)
    assert (response.status_code, response.json()["code"]) == (503, "RECEIPTS_BUSY")
    assert response.headers["retry-after"] == "5"


async def test_a_buyer_who_is_gone_is_named_by_id(shop, settings, identity, ada, paid):
    await User.find_one(User.id == ada.user_id).delete()
    response = await opened(receipts_of(shop, settings, identity, ECHO), ada, paid, Language.EN)
    assert f"<h2>Buyer</h2><p class='name'>{ada.user_id}</p></div>" in response.text


async def test_the_whole_server_has_the_route(app: Starlette):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        response = await client.get("/receipts/pay_1.pdf?language=en&expires=1&signature=x")
        assert (response.status_code, response.json()["code"]) == (403, "RECEIPT_LINK_INVALID")
        assert (await client.post("/receipts/pay_1.pdf")).status_code == 405
