"""Another password: by whoever knows the present one, or reads the mail to the account's address."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from messages import Language
from models.account_link import LinkPurpose
from models.ids import new_id
from models.outgoing_mail import MailKind
from models.user import User, UserStatus
from services.api_keys.service import ApiKeys
from services.attempts import AttemptThrottle, Window
from services.clock import Clock
from services.database_errors import database_errors_become
from services.identity.account_links import LIFE, AccountLinks
from services.identity.details import checked_new_password, normal_email
from services.identity.errors import (
    EmailLoginClosedError,
    IdentityUnavailableError,
    LinkInvalidError,
    WrongPasswordError,
)
from services.identity.own_password import OwnPassword
from services.identity.passwords import PasswordKeeper
from services.identity.sign_in_throttle import SignInThrottle
from services.identity.signed_in_sessions import SignedInSessions
from services.identity.token_versions import end_of_all
from services.identity.viewer import Viewer
from services.identity.ways_in import unlink_all
from services.mail import MailOrder, Outbox
from services.mail.errors import TooManyMailsError
from services.places import place_of
from services.transactions import in_transaction

__all__ = ["PasswordChanges"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(IdentityUnavailableError)

RESETS_OF_AN_ADDRESS = Window(most=3, seconds=3_600)
RESETS_FROM_A_PLACE = Window(most=30, seconds=3_600)
_NOTICE = timedelta(days=1)


class PasswordChanges:
    """One for each process. What a caller asks for raises IdentityUnavailableError while the database is away.

    `offered`: whether people sign in by e-mail; without that nothing is reset.
    """

    def __init__(
        self,
        *,
        offered: bool,
        passwords: PasswordKeeper,
        own_password: OwnPassword,
        links: AccountLinks,
        outbox: Outbox,
        sessions: SignedInSessions,
        api_keys: ApiKeys,
        sign_ins: SignInThrottle,
        clock: Clock,
    ) -> None:
        self._offered = offered
        self._passwords = passwords
        self._own_password = own_password
        self._links = links
        self._outbox = outbox
        self._sessions = sessions
        self._api_keys = api_keys
        self._sign_ins = sign_ins
        self._clock = clock
        self._resets = AttemptThrottle("reset-mail", clock, rule=RESETS_OF_AN_ADDRESS, refused=TooManyMailsError)
        self._places = AttemptThrottle("reset-place", clock, rule=RESETS_FROM_A_PLACE, refused=TooManyMailsError)

    @_away_is_unavailable
    async def request_reset(self, email: str, language: Language, client_address: str | None = None) -> None:
        """Mail a link to the address, if it has an account.

        Whether it has is not even looked up here, but when the mail is about to be sent: so neither the answer nor its
        time can tell. Raises EmailLoginClosedError, MailNotConfiguredError, InvalidInputError, TooManyMailsError.
        """
        self._require_offered()
        self._outbox.require()
        address = normal_email(email)
        place = place_of(client_address)
        if place is not None:
            await self._places.count(place)
        await self._resets.count(address)
        await self._outbox.put(
            MailOrder(
                key=f"reset:{new_id('ord')}",
                kind=MailKind.RESET_PASSWORD,
                to=address,
                language=language,
                good_for=LIFE[LinkPurpose.RESET_PASSWORD],
            )
        )

    @_away_is_unavailable
    async def reset(self, token: str, new_password: str) -> None:
        """Set the password by the link of a mail. Every session, API key and open link of the account ends.

        The address counts as verified. Sign-ins at providers that were linked by hand end, and all if it never was
        verified before.
        Raises EmailLoginClosedError, LinkInvalidError, WeakPasswordError, InvalidInputError, IdentityBusyError.
        """
        self._require_offered()
        link = await self._links.open(token, (LinkPurpose.RESET_PASSWORD,))
        secret = checked_new_password(new_password, email=link.email)
        password_hash = await self._passwords.hash(secret)
        which = {"_id": link.user_id, "email": link.email, "status": UserStatus.ACTIVE.value}

        async def apply(session: AsyncClientSession) -> None:
            await self._links.use(link, session)
            if not await _set_password(which, password_hash, None, session):
                raise LinkInvalidError
            first_proof = await _users().update_one(
                {"_id": link.user_id, "email_verified_at": None},
                {"$set": {"email_verified_at": self._clock()}},
                session=session,
            )
            by_hand = not first_proof.modified_count
            await unlink_all(link.user_id, self._clock(), by_hand=by_hand, session=session)
            await self._follow_up(link.user_id, link.email, Language(link.language), session)

        await in_transaction(apply)
        ended = await self._sessions.end_all(link.user_id, but=None, reason="password_reset")
        keys_ended = await self._api_keys.revoke_all(link.user_id)
        await self._sign_ins.forget(link.email)
        _log.info("password_was_reset", user_id=link.user_id, sessions_ended=ended, keys_ended=keys_ended)

    @_away_is_unavailable
    async def change(
        self, viewer: Viewer, current: str, new_password: str, language: Language, *, end_api_keys: bool = False
    ) -> int:
        """Set the viewer's password. Every other session and every open link ends; gives how many sessions did.

        Raises WeakPasswordError, InvalidInputError and what OwnPassword raises. Of two changes at once one takes place.
        """
        user = await self._own_password.prove(viewer.user_id, current)
        secret = checked_new_password(new_password, email=user.email or "")
        password_hash = await self._passwords.hash(secret)

        async def apply(session: AsyncClientSession) -> None:
            which = {"_id": user.id, "password_hash": user.password_hash}
            if not await _set_password(which, password_hash, viewer.session_id, session):
                raise WrongPasswordError
            await self._follow_up(user.id, user.email, language, session)

        await in_transaction(apply)
        ended = await self._sessions.end_all(user.id, but=viewer.session_id, reason="password_changed")
        keys_ended = await self._api_keys.revoke_all(user.id) if end_api_keys else 0
        _log.info("password_was_changed", user_id=user.id, sessions_ended=ended, keys_ended=keys_ended)
        return ended

    def _require_offered(self) -> None:
        if not self._offered:
            raise EmailLoginClosedError

    async def _follow_up(
        self, user_id: str, email: str | None, language: Language, session: AsyncClientSession
    ) -> None:
        """End what was made for the old password, and tell the owner."""
        await self._links.end_all(user_id, session)
        if email is not None:
            order = MailOrder(
                key=f"password-changed:{new_id('ord')}",
                kind=MailKind.PASSWORD_CHANGED,
                to=email,
                user_id=user_id,
                language=language,
                good_for=_NOTICE,
            )
            await self._outbox.put(order, session)


async def _set_password(
    which: Mapping[str, object], password_hash: str, but: str | None, session: AsyncClientSession
) -> bool:
    """Set the password of the user that `which` finds, and end all sessions but one by the same update.

    False when there is no such user any more.
    """
    change = end_of_all(but=but)
    change["$set"]["password_hash"] = password_hash
    changed = await _users().update_one(which, change, session=session)
    return bool(changed.matched_count)


def _users() -> Any:
    return User.get_pymongo_collection()
