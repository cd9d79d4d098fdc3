"""The outbox: mail is stored with what it is about, and sent by a sweeper, again until the mail server has taken it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

import structlog
from pymongo import ASCENDING, ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from gateways.mail import MailRefusedError, MailSender, MailToSend, MailUnavailableError
from messages import Language
from models.outgoing_mail import MailKind, OutgoingMail
from services.clock import Clock
from services.mail.errors import MailNotConfiguredError

__all__ = ["MailOrder", "NotYetError", "Outbox", "Prepare"]

_log = structlog.get_logger(__name__)

PAUSES_SECONDS = (60, 120, 300, 600, 1_200, 3_600)
"""After each try, the last one again and again. The first is longer than a try, so that no two servers send at once."""
TRIES_MAXIMUM = 20
AT_ONCE = 8
"""Connections of one process to the mail server."""
KEPT = timedelta(days=1)
"""A row outlives its last try by so much: the same order is still known then."""


class NotYetError(Exception):
    """What a mail is about is not there yet; it is tried again."""


Prepare: TypeAlias = Callable[[OutgoingMail], Awaitable[MailToSend | None]]
"""What a row says, when it is about to be sent. None: there is nobody to send it to. Raises NotYetError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOrder:
    """A mail that shall be sent. The same `key` is sent once, however often it is ordered."""

    key: str
    kind: MailKind
    to: str
    language: Language
    good_for: timedelta
    """After that it is not sent any more."""
    user_id: str | None = None
    token_version: int | None = None


class Outbox:
    """One for each process. Without a `sender` nothing can be ordered. All raise PyMongoError."""

    def __init__(self, sender: MailSender | None, clock: Clock) -> None:
        self._sender = sender
        self._clock = clock
        self._prepares: dict[MailKind, Prepare] = {}

    @property
    def can_send(self) -> bool:
        """Whether there is a way to send mail."""
        return self._sender is not None

    def require(self) -> None:
        """Raises MailNotConfiguredError when there is none."""
        if self._sender is None:
            raise MailNotConfiguredError

    def leave_to(self, kind: MailKind, prepare: Prepare) -> None:
        """Have mails of this kind prepared by `prepare`, whatever `sweep` is told."""
        self._prepares[kind] = prepare

    async def put(self, order: MailOrder, session: AsyncClientSession | None = None) -> None:
        """Store `order`; with a `session` as a part of its transaction. Where mail cannot be sent nothing is done."""
        if self._sender is None:
            return
        now = self._clock()
        row = OutgoingMail(
            key=order.key,
            kind=order.kind,
            to=order.to,
            user_id=order.user_id,
            token_version=order.token_version,
            language=order.language.value,
            created_at=now,
            next_try_at=now,
            give_up_at=now + order.good_for,
            expires_at=now + order.good_for + KEPT,
        )
        document = row.model_dump(by_alias=True, exclude={"revision_id"})
        try:
            await _rows().insert_one(document, session=session)
        except DuplicateKeyError:
            if session is not None:  # the transaction is void by now
                raise

    async def knows(self, key: str) -> bool:
        """Whether a mail was ordered under `key`, within about a day."""
        return await _rows().find_one({"key": key}, {"_id": True}) is not None

    async def sweep(self, prepare: Prepare, limit: int) -> int:
        """Send up to `limit` mails that are due; gives how many the mail server took.

        Once one found no mail server the rest waits for the next pass.
        """
        sender, taken, tried = self._sender, 0, 0
        while sender is not None and tried < limit:
            rows = await self._take_some(min(AT_ONCE, limit - tried))
            outcomes = await asyncio.gather(*(self._send(row, prepare, sender) for row in rows))
            tried += len(rows)
            taken += outcomes.count("sent")
            if not rows or None in outcomes:
                break
        return taken

    async def _take_some(self, most: int) -> list[OutgoingMail]:
        rows: list[OutgoingMail] = []
        while len(rows) < most and (row := await self._take()) is not None:
            rows.append(row)
        return rows

    async def _take(self) -> OutgoingMail | None:
        """A row that is due, put off already: whatever becomes of this try, it is not lost and not tried at once."""
        now = self._clock()
        pause = {"$arrayElemAt": [list(PAUSES_SECONDS), {"$min": ["$tries", len(PAUSES_SECONDS) - 1]}]}
        row = await _rows().find_one_and_update(
            {"next_try_at": {"$type": "date", "$lte": now}},
            [
                {
                    "$set": {
                        "next_try_at": {"$add": [now, {"$multiply": [pause, 1_000]}]},
                        "tries": {"$add": ["$tries", 1]},
                    }
                }
            ],
            sort=[("next_try_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return None if row is None else OutgoingMail.model_validate(row)

    async def _send(self, row: OutgoingMail, prepare: Prepare, sender: MailSender) -> str | None:
        """Try; gives the outcome, or None when it is tried again."""
        if self._clock() >= row.give_up_at or row.tries > TRIES_MAXIMUM:
            return await self._end(row, "late")
        try:
            mail = await self._prepares.get(row.kind, prepare)(row)
            if mail is None:
                return await self._end(row, "needless")
            await sender.send(mail)
        except NotYetError:
            return "not yet"
        except MailUnavailableError as error:
            _log.warning("mail_not_sent", mail_id=row.id, kind=row.kind.value, tries=row.tries, reason=error.reason)
            return None
        except MailRefusedError as error:
            _log.warning("mail_refused", mail_id=row.id, kind=row.kind.value, reason=error.reason)
            return await self._end(row, "refused")
        return await self._end(row, "sent")

    async def _end(self, row: OutgoingMail, outcome: str) -> str:
        """Nothing is left to do. The address goes, and a row that nobody ordered by an account goes whole."""
        if outcome == "needless":
            await _rows().delete_one({"_id": row.id})
        else:
            change = {"outcome": outcome, "next_try_at": None, "to": ""}
            await _rows().update_one({"_id": row.id}, {"$set": change})
        if outcome == "late":
            _log.error("mail_given_up", mail_id=row.id, kind=row.kind.value, tries=row.tries)
        elif outcome == "sent":
            _log.info("mail_sent", mail_id=row.id, kind=row.kind.value)
        return outcome


def _rows() -> Any:
    return OutgoingMail.get_pymongo_collection()
