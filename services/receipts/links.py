"""Links to receipts: whoever has one may read that receipt, in that language, until it expires.

The signature is HMAC-SHA256 over payment, language and expiry. Its key is made of the secret that signs access tokens,
under a label of its own, so that neither signature can stand for the other.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from messages import Language
from services.clock import Clock
from services.receipts.errors import ReceiptLinkExpiredError, ReceiptLinkInvalidError

__all__ = ["ReceiptLink", "ReceiptLinks", "SignedLink"]

_LABEL = b"tokentill/receipt-links/1"
_EXPIRY = re.compile(r"[1-9][0-9]{0,14}")
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
        self._key = hmac.new(signing_secret.encode(), _LABEL, hashlib.sha256).digest()
        self._address = address
        self._life = timedelta(seconds=life_seconds)
        self._clock = clock

    def make(self, payment_id: str, language: Language) -> ReceiptLink:
        """A link that is good from now on, for whole seconds."""
        expires = int((self._clock() + self._life).timestamp())
        signature = self._sign(payment_id, language.value, str(expires))
        query = urlencode({"language": language.value, "expires": expires, "signature": signature})
        return ReceiptLink(f"{self._address}/{payment_id}.pdf?{query}", datetime.fromtimestamp(expires, UTC))

    def check(self, link: SignedLink) -> Language:
        """The language of a link that is ours and good; raises ReceiptLinkInvalidError, ReceiptLinkExpiredError.

        The signature is judged before anything else, in constant time, so that a guess learns nothing.
        """
        well_formed = _PAYMENT_ID.fullmatch(link.payment_id) and _EXPIRY.fullmatch(link.expires)
        expected = self._sign(link.payment_id, link.language, link.expires)
        # Bytes: the comparison refuses texts that are not ASCII, and a header's characters may be any.
        same = hmac.compare_digest(expected.encode(), link.signature.encode("utf-8", "surrogatepass"))
        if not same or not well_formed:
            raise ReceiptLinkInvalidError
        if int(link.expires) <= self._clock().timestamp():
            raise ReceiptLinkExpiredError
        return Language(link.language)

    def _sign(self, payment_id: str, language: str, expires: str) -> str:
        # Each part is told with its length, so that no character can be moved from one to the next.
        parts = [part.encode("utf-8", "surrogatepass") for part in (payment_id, language, expires)]
        signed = b"".join(len(part).to_bytes(4) + part for part in parts)
        return hmac.new(self._key, signed, hashlib.sha256).hexdigest()
