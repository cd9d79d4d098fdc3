"""What Clerk tells about its users. Late, twice and in any order: the newest counts, a deletion is final."""

from datetime import timedelta
from typing import Any

import structlog
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from gateways.clerk import ClerkEvent, ClerkEventKind
from models.clerk_event import ClerkEvent as HandledEvent
from models.external_identity import ExternalIdentity
from services.api_keys.service import ApiKeys
from services.clock import Clock
from services.database_errors import database_errors_become
from services.identity.errors import AccountSuspendedError, IdentityUnavailableError, RegistrationClosedError
from services.identity.service import IdentityService
from services.sign_in.errors import EmailUnverifiedError, SignInNotLinkedError
from services.sign_in.identities import identity_id
from services.sign_in.joining import Joining

__all__ = ["ClerkEvents"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(IdentityUnavailableError)

_REMEMBERED = timedelta(days=30)


class ClerkEvents:
    """One for a process. `makes_accounts`: whether news of somebody unknown may open or make an account."""

    def __init__(
        self, *, joining: Joining, identity: IdentityService, api_keys: ApiKeys, makes_accounts: bool, clock: Clock
    ) -> None:
        self._joining = joining
        self._identity = identity
        self._api_keys = api_keys
        self._makes_accounts = makes_accounts
        self._clock = clock

    @_away_is_unavailable
    async def receive(self, event: ClerkEvent) -> None:
        """Let it have its effect, once. It is remembered last, so that one that was cut off is done again."""
        if await HandledEvent.get(event.event_id) is not None:
            return
        if event.kind is ClerkEventKind.DELETED:
            await self._deleted(event)
        elif await self._told(event) and self._makes_accounts:
            await self._joined(event)
        try:
            await HandledEvent(id=event.event_id, purge_at=self._clock() + _REMEMBERED).insert()
        except DuplicateKeyError:  # another delivery at the same time did the same
            return

    async def _told(self, event: ClerkEvent) -> bool:
        """Keep what it tells; False when something newer was told before, or the person is gone."""
        newest = {"deleted_at": None, "$or": [{"told_at": None}, {"told_at": {"$lte": event.at}}]}
        update = {"$set": {"email": event.person.email, "told_at": event.at}, "$setOnInsert": self._unlinked(event)}
        try:
            await ExternalIdentity.get_pymongo_collection().update_one(
                {"_id": _row_id(event), **newest}, update, upsert=True
            )
        except DuplicateKeyError:
            return False
        return True

    async def _joined(self, event: ClerkEvent) -> None:
        """Find or make the account now, so that it is there before the person comes."""
        try:
            user = await self._joining.user_of(event.person)
        except (EmailUnverifiedError, SignInNotLinkedError, RegistrationClosedError, AccountSuspendedError) as error:
            _log.info("clerk_user_not_joined", subject=event.person.subject, code=error.code)
            return
        _log.info("clerk_user_joined", subject=event.person.subject, user_id=user.id)

    async def _deleted(self, event: ClerkEvent) -> None:
        """No way in any more, first; then what was opened by it ends, with all other sessions and API keys."""
        values = {"deleted_at": self._clock(), "slot": None}
        unlinked = {name: value for name, value in self._unlinked(event).items() if name not in values}
        row: dict[str, Any] | None = await ExternalIdentity.get_pymongo_collection().find_one_and_update(
            {"_id": _row_id(event)},
            {"$set": values, "$setOnInsert": {**unlinked, "email": None, "told_at": None}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        if row is None or row["user_id"] is None or row["unlinked_at"] is not None:
            return
        ended = await self._identity.sessions.end_all(row["user_id"], reason="deleted_at_clerk")
        keys = await self._api_keys.revoke_all(row["user_id"])
        _log.info("clerk_user_deleted", user_id=row["user_id"], sessions_ended=ended, keys_ended=keys)

    def _unlinked(self, event: ClerkEvent) -> dict[str, Any]:
        """A row for somebody who has no account here."""
        return {
            "provider": event.person.provider,
            "subject": event.person.subject,
            "user_id": None,
            "slot": None,
            "linked_at": self._clock(),
            "unlinked_at": None,
        }


def _row_id(event: ClerkEvent) -> str:
    return identity_id(event.person.provider, event.person.subject)
