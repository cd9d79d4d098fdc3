"""Links to exported tickets: whoever has one may read that ticket, in that format, until it expires.

The signature is HMAC-SHA256 over ticket, format and expiry. Its key is made of the secret that signs access tokens,
under a label of its own, so that no other signature of this server can stand for it.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from services.clock import Clock
from services.tickets.errors import TicketLinkExpiredError, TicketLinkInvalidError

__all__ = ["TicketLink", "TicketLinks"]

_LABEL = b"tokentill/ticket-links/1"
_EXPIRY = re.compile(r"[1-9][0-9]{0,14}")
_TICKET_ID = re.compile(r"tkt_[0-9a-z]{1,60}")


@dataclass(frozen=True, slots=True)
class TicketLink:
    """Where a file is for now."""

    url: str
    expires_at: datetime


class TicketLinks:
    """Makes and checks links. `address` is where the route of tickets is, without a slash at its end."""

    def __init__(self, *, signing_secret: str, address: str, life_seconds: int, clock: Clock) -> None:
        self._key = hmac.new(signing_secret.encode(), _LABEL, hashlib.sha256).digest()
        self._address = address
        self._life = timedelta(seconds=life_seconds)
        self._clock = clock

    def make(self, ticket_id: str, suffix: str) -> TicketLink:
        """A link to the ticket as a file with this suffix, good from now on, for whole seconds."""
        expires = int((self._clock() + self._life).timestamp())
        query = urlencode({"expires": expires, "signature": self._sign(ticket_id, suffix, str(expires))})
        return TicketLink(f"{self._address}/{ticket_id}.{suffix}?{query}", datetime.fromtimestamp(expires, UTC))

    def check(self, ticket_id: str, suffix: str, expires: str, signature: str) -> None:
        """Return for a link that is ours and good; raises TicketLinkInvalidError, TicketLinkExpiredError.

        The signature is judged before anything else, in constant time, so that a guess learns nothing.
        """
        well_formed = _TICKET_ID.fullmatch(ticket_id) and _EXPIRY.fullmatch(expires)
        expected = self._sign(ticket_id, suffix, expires)
        same = hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass"))
        if not same or not well_formed:
            raise TicketLinkInvalidError
        if int(expires) <= self._clock().timestamp():
            raise TicketLinkExpiredError

    def _sign(self, *parts: str) -> str:
        # Each part is told with its length, so that no character can be moved from one to the next.
        encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
        signed = b"".join(len(part).to_bytes(4) + part for part in encoded)
        return hmac.new(self._key, signed, hashlib.sha256).hexdigest()
