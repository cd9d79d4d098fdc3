"""Links to exported tickets: whoever has one may read that ticket, in that format, until it expires."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from services.clock import Clock
from services.link_signer import LinkSigner, LinkState
from services.tickets.errors import TicketLinkExpiredError, TicketLinkInvalidError

__all__ = ["TicketLink", "TicketLinks"]

_TICKET_ID = re.compile(r"tkt_[0-9a-z]{1,60}")


@dataclass(frozen=True, slots=True)
class TicketLink:
    """Where a file is for now."""

    url: str
    expires_at: datetime


class TicketLinks:
    """Makes and checks links. `address` is where the route of tickets is, without a slash at its end."""

    def __init__(self, *, signing_secret: str, address: str, life_seconds: int, clock: Clock) -> None:
        self._signer = LinkSigner("ticket-links", signing_secret=signing_secret, life_seconds=life_seconds, clock=clock)
        self._address = address

    def make(self, ticket_id: str, suffix: str) -> TicketLink:
        """A link to the ticket as a file with this suffix."""
        signed = self._signer.sign(ticket_id, suffix)
        query = urlencode({"expires": signed.expires, "signature": signed.signature})
        return TicketLink(f"{self._address}/{ticket_id}.{suffix}?{query}", signed.expires_at)

    def check(self, ticket_id: str, suffix: str, expires: str, signature: str) -> None:
        """Return for a link that is ours and good; raises TicketLinkInvalidError, TicketLinkExpiredError."""
        state = self._signer.judge(ticket_id, suffix, expires=expires, signature=signature)
        if state is LinkState.FORGED or not _TICKET_ID.fullmatch(ticket_id):
            raise TicketLinkInvalidError
        if state is LinkState.EXPIRED:
            raise TicketLinkExpiredError
