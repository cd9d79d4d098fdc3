"""Receipts as PDF files behind links that expire, and the gateway's own receipts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from gateways.payment_gateways import PaymentGateways
from gateways.pdf import PdfError, PdfRenderer, PdfUnavailableError
from messages import Language, Phrase, in_language
from models.payment import Payment
from models.receipt import Receipt
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.identity.account import Account
from services.identity.viewer import Viewer
from services.payments import Payments
from services.payments.errors import PaymentsUnavailableError
from services.receipts.document import Party, receipt_document
from services.receipts.errors import ReceiptNotReadyError, ReceiptsBusyError, ReceiptsUnavailableError
from services.receipts.gateway_receipts import GatewayReceipts
from services.receipts.html import receipt_html
from services.receipts.links import ReceiptLink, ReceiptLinks, SignedLink
from services.receipts.numbers import ReceiptNumbers
from settings import Settings

__all__ = ["OfferedReceipt", "ReceiptFile", "Receipts"]

RECEIPTS_PATH = "/receipts"

_away_is_unavailable = database_errors_become(PaymentsUnavailableError)


@dataclass(frozen=True, slots=True)
class OfferedReceipt:
    """A receipt that its buyer may open. `number` is as it stands on it."""

    number: str
    link: ReceiptLink


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A PDF and the name to save it under, in ASCII."""

    name: str
    content: bytes


class Receipts:
    """One for each process. `account` gives a user's account, or raises NotFoundError.

    Every method may raise PaymentsUnavailableError.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        payments: Payments,
        gateways: PaymentGateways,
        account: Callable[[str], Awaitable[Account]],
        signing_secret: str,
        renderer: PdfRenderer | None = None,
    ) -> None:
        self._settings = settings
        self._payments = payments
        self._account = account
        self._numbers = ReceiptNumbers(clock)
        self._renderer = renderer or PdfRenderer(
            at_once=settings.receipts_at_once, timeout_seconds=settings.receipt_timeout_seconds
        )
        self._links = ReceiptLinks(
            signing_secret=signing_secret,
            address=f"{settings.public_url}{RECEIPTS_PATH}",
            life_seconds=settings.receipt_link_seconds,
            clock=clock,
        )
        self._gateway_receipts = GatewayReceipts(gateways, clock)

    @_away_is_unavailable
    async def offer(self, viewer: Viewer, payment_id: str, language: Language) -> OfferedReceipt:
        """A link to the receipt of the viewer's payment; raises NotFoundError, ReceiptNotReadyError."""
        payment = await self._payments.payment(viewer, payment_id)
        receipt = await self._issue(payment)
        return OfferedReceipt(self._number(receipt), self._links.make(payment.id, language))

    @_away_is_unavailable
    async def open(self, link: SignedLink) -> ReceiptFile:
        """The PDF behind a link. Whoever has the link may see it: there is no viewer.

        Raises ReceiptLinkInvalidError, ReceiptLinkExpiredError, NotFoundError, ReceiptNotReadyError,
        ReceiptsBusyError, ReceiptsUnavailableError.
        """
        language = self._links.check(link)
        payment = await Payment.find_one({"_id": link.payment_id})
        if payment is None:
            raise NotFoundError("payment")
        receipt = await self._issue(payment)
        document = receipt_document(
            payment,
            receipt,
            number=self._number(receipt),
            seller=self._seller(language),
            buyer=await self._buyer(payment.user_id),
            language=language,
        )
        return ReceiptFile(f"receipt-{self._number(receipt)}.pdf", await self._make(receipt_html(document)))

    async def gateway_url(self, payment: Payment) -> str | None:
        """See `GatewayReceipts.url`."""
        return await self._gateway_receipts.url(payment)

    async def _issue(self, payment: Payment) -> Receipt:
        if payment.credited_at is None:
            raise ReceiptNotReadyError
        return await self._numbers.issue(payment.id)

    async def _make(self, html: str) -> bytes:
        try:
            return await self._renderer.render(html)
        except PdfUnavailableError as error:
            raise ReceiptsUnavailableError from error
        except PdfError as error:
            raise ReceiptsBusyError from error

    def _number(self, receipt: Receipt) -> str:
        return f"{self._settings.receipt_prefix}{receipt.id:06d}"

    def _seller(self, language: Language) -> Party:
        settings = self._settings
        lines = [line.strip() for line in (settings.seller_address or "").split("|") if line.strip()]
        if settings.seller_tax_id is not None:
            lines.append(in_language(Phrase("Tax id: {tax_id}", tax_id=settings.seller_tax_id), language))
        return Party(settings.seller_name or urlsplit(settings.public_url).hostname or "", tuple(lines))

    async def _buyer(self, user_id: str) -> Party:
        try:
            account = await self._account(user_id)
        except NotFoundError:  # the account is gone, the payment stays
            return Party(user_id)
        return Party(account.name, () if account.email is None else (account.email,))
