"""Secrets of endpoints: made, kept sealed, and exchanged.

They sign what is sent, so they cannot be stored as hashes. An endpoint has one, and for a day after a rotation two.
"""

import base64
import secrets
from datetime import timedelta
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from models.webhook_secret import WebhookSecret
from services.clock import Clock
from services.sealing import Sealing

__all__ = ["OLD_SECRET_GOOD", "WebhookSecrets"]

OLD_SECRET_GOOD = timedelta(hours=24)
_SECRET_BYTES = 32
_PREFIX = "whsec_"


class WebhookSecrets:
    """The `webhook_secrets` collection. All raise PyMongoError."""

    def __init__(self, sealing: Sealing, clock: Clock) -> None:
        self._sealing = sealing
        self._clock = clock

    def new(self, endpoint_id: str) -> tuple[WebhookSecret, str]:
        """A secret to be put, and how it is shown, this once (Standard Webhooks, "Secret serialization").

        Raises SealingOffError.
        """
        shown = _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")
        row = WebhookSecret(endpoint_id=endpoint_id, sealed="", created_at=self._clock())
        row.sealed = self._sealing.seal(shown, "webhook_secret", endpoint_id, row.id)
        return row, shown

    async def put(self, row: WebhookSecret, session: AsyncClientSession) -> None:
        """Sign with it from now on; with the one before it, too, for 24 hours, and with none before that."""
        mine = {"endpoint_id": row.endpoint_id}
        await _rows().delete_many({**mine, "expires_at": {"$type": "date"}}, session=session)
        until = {"$set": {"expires_at": self._clock() + OLD_SECRET_GOOD}}
        await _rows().update_many({**mine, "expires_at": None}, until, session=session)
        await _rows().insert_one(row.model_dump(by_alias=True, exclude={"revision_id"}), session=session)

    async def remove(self, endpoint_id: str, session: AsyncClientSession) -> None:
        """Sign with none any more."""
        await _rows().delete_many({"endpoint_id": endpoint_id}, session=session)

    async def good(self, endpoint_id: str) -> list[bytes]:
        """Those to sign with now, the newest first. Raises UnsealError."""
        found = await WebhookSecret.find({"endpoint_id": endpoint_id}).sort("-_id").to_list()
        now = self._clock()
        return [self._opened(each) for each in found if each.expires_at is None or each.expires_at > now]

    def _opened(self, row: WebhookSecret) -> bytes:
        shown = self._sealing.unseal(row.sealed, "webhook_secret", row.endpoint_id, row.id)
        return base64.b64decode(shown.removeprefix(_PREFIX))


def _rows() -> Any:
    return WebhookSecret.get_pymongo_collection()
