"""Links that prove who reads the mail to an address: made, opened, used once.

A token is `<id of the link>.<signature>`. The signature is HMAC-SHA256 over purpose and id, by a key made of the secret
that signs access tokens. So nothing in the database makes a token: neither the link's row nor the mail's.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from messages import Language
from models.account_link import AccountLink, LinkPurpose
from services.clock import Clock
from services.identity.errors import LinkInvalidError

__all__ = ["LIFE", "AccountLinks", "end_links"]

LIFE = {
    LinkPurpose.VERIFY_EMAIL: timedelta(hours=24),
    LinkPurpose.CHANGE_EMAIL: timedelta(hours=24),
    LinkPurpose.RESET_PASSWORD: timedelta(minutes=30),
}
"""From when its mail was handed over."""
_FORM = re.compile(r"(lnk_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})", re.ASCII)
_LABEL = b"tokentill/account-links/1"


class AccountLinks:
    """One for each process; every server of a database has the same `signing_secret`. All raise PyMongoError."""

    def __init__(self, *, signing_secret: str, clock: Clock) -> None:
        self._key = hmac.new(signing_secret.encode(), _LABEL, hashlib.sha256).digest()
        self._clock = clock

    async def offer(
        self,
        link_id: str,
        purpose: LinkPurpose,
        *,
        user_id: str,
        account_email: str,
        email: str,
        language: Language,
        token_version: int | None = None,
    ) -> str | None:
        """The token of the link with this id, good for its whole life from now on. None when it was used already.

        The same id gives the same token again, for a mail that is sent again.
        """
        now = self._clock()
        made = {
            "purpose": purpose.value,
            "user_id": user_id,
            "email": email,
            "account_email": account_email,
            "token_version": token_version,
            "language": language.value,
            "created_at": now,
        }
        try:
            await _links().update_one(
                {"_id": link_id, "used_at": None},
                {"$set": {"expires_at": now + LIFE[purpose]}, "$setOnInsert": made},
                upsert=True,
            )
        except DuplicateKeyError:
            return None
        return f"{link_id}.{self._signature(purpose, link_id)}"

    async def open(self, token: str, purposes: Collection[LinkPurpose]) -> AccountLink:
        """The link of `token`, which stays good; raises LinkInvalidError.

        The signature is judged first, in constant time, so that a guess learns nothing and reads nothing.
        """
        match = _FORM.fullmatch(token)
        if match is None:
            raise LinkInvalidError
        link_id, signature = match.groups()
        signed = [each for each in purposes if hmac.compare_digest(self._signature(each, link_id), signature)]
        if not signed:
            raise LinkInvalidError
        link = await AccountLink.find_one({**self._good(link_id), "purpose": signed[0].value})
        if link is None:
            raise LinkInvalidError
        return link

    async def use(self, link: AccountLink, session: AsyncClientSession) -> None:
        """Use it up, as a part of the transaction that does what it is for; raises LinkInvalidError."""
        used = await _links().update_one(self._good(link.id), {"$set": {"used_at": self._clock()}}, session=session)
        if not used.modified_count:
            raise LinkInvalidError

    async def end_all(self, user_id: str, session: AsyncClientSession) -> None:
        """End all links of a user whose password or address changes: none made for the old ones does anything."""
        await end_links(user_id, self._clock(), session)

    def _good(self, link_id: str) -> dict[str, object]:
        return {"_id": link_id, "used_at": None, "expires_at": {"$gt": self._clock()}}

    def _signature(self, purpose: LinkPurpose, link_id: str) -> str:
        signed = hmac.new(self._key, f"{purpose.value}:{link_id}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(signed).decode().rstrip("=")


async def end_links(user_id: str, now: datetime, session: AsyncClientSession | None = None) -> None:
    """End all links of `user_id`; with a `session` as a part of its transaction. Raises PyMongoError."""
    await _links().update_many({"user_id": user_id, "used_at": None}, {"$set": {"used_at": now}}, session=session)


def _links() -> Any:
    return AccountLink.get_pymongo_collection()
