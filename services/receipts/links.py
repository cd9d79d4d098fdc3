"""Links to receipts: whoever has one may read that receipt, in that language, until it expires."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from messages import Language
from services.clock import Clock
from services.link_signer import LinkSigner, LinkState
from services.receipts.errors import ReceiptLinkExpiredError, ReceiptLinkInvalidError

__all__ = ["ReceiptLink", "ReceiptLinks", "SignedLink"]

_PAYMENT_ID = re.compile(r"pay_[0-9a-z]{1,60}")


@dataclass(frozen=True, slots=True)
class ReceiptLink:
    """Where a receipt is for now."""

    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What came with a request: nothing of it is trusted before `ReceiptLinks.check`."""

    payment_id: str
    language: str
    expires: str
    signature: str


class ReceiptLinks:
    """Makes and checks links. `address` is where the receipts' route is, without a slash at its end."""

    def __init__(self, *, signing_secret: str, address: str, life_seconds: int, clock: Clock) -> None:
        self._signer = LinkSigner(
            "receipt-links", signing_secret=signing_secret, life_seconds=life_seconds, clock=clock
        )
        self._address = address

    def make(self, payment_id: str, language: Language) -> ReceiptLink:
        """A link to the payment's receipt."""
        signed = self._signer.sign(payment_id, language.value)
        query = urlencode({"language": language.value, "expires": signed.expires, "signature": signed.signature})
        return ReceiptLink(f"{self._address}/{payment_id}.pdf?{query}", signed.expires_at)

    def check(self, link: SignedLink) -> Language:
        """The language of a link that is ours and good; raises ReceiptLinkInvalidError, ReceiptLinkExpiredError."""
        state = self._signer.judge(link.payment_id, link.language, expires=link.expires, signature=link.signature)
        if state is LinkState.FORGED or not _PAYMENT_ID.fullmatch(link.payment_id):
            raise ReceiptLinkInvalidError
        if state is LinkState.EXPIRED:
            raise ReceiptLinkExpiredError
        return Language(link.language)
