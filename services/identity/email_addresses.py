"""The e-mail address of an account: its owner proves it, and changes it."""

from dataclasses import replace
from typing import Any

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from messages import Language
from models.account_link import AccountLink, LinkPurpose
from models.ids import new_id
from models.outgoing_mail import MailKind
from models.user import User, UserStatus
from services.attempts import AttemptThrottle, Window
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotAuthenticatedError
from services.identity.account_links import LIFE, AccountLinks
from services.identity.details import normal_email
from services.identity.errors import (
    EmailTakenError,
    EmailVerifiedError,
    IdentityUnavailableError,
    LinkInvalidError,
    PasswordNeededError,
)
from services.identity.own_password import OwnPassword
from services.identity.viewer import Viewer
from services.ledger.keys import client_key
from services.mail import MailOrder, Outbox
from services.mail.errors import TooManyMailsError
from services.transactions import in_transaction

__all__ = ["EmailAddresses"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(IdentityUnavailableError)

MAILS_TO_AN_ADDRESS = Window(most=3, seconds=3_600)
CHANGES_OF_A_USER = Window(most=10, seconds=86_400)
"""Each may go to another stranger."""


class EmailAddresses:
    """One for each process. What a caller asks for raises IdentityUnavailableError while the database is away."""

    def __init__(self, *, links: AccountLinks, outbox: Outbox, own_password: OwnPassword, clock: Clock) -> None:
        self._links = links
        self._outbox = outbox
        self._own_password = own_password
        self._clock = clock
        self._verifications = AttemptThrottle(
            "verification-mail", clock, rule=MAILS_TO_AN_ADDRESS, refused=TooManyMailsError
        )
        self._changes_to = AttemptThrottle("change-mail", clock, rule=MAILS_TO_AN_ADDRESS, refused=TooManyMailsError)
        self._changes_by = AttemptThrottle("change-user", clock, rule=CHANGES_OF_A_USER, refused=TooManyMailsError)

    async def order_verification(self, email: str, language: Language, key: str | None = None) -> None:
        """Order the mail of a new account, before the account is made. Without mail nothing happens.

        The same `key` orders one mail.
        """
        await self._outbox.put(
            MailOrder(
                key=key or f"verify:{new_id('ord')}",
                kind=MailKind.VERIFY_EMAIL,
                to=email,
                language=language,
                good_for=LIFE[LinkPurpose.VERIFY_EMAIL],
            )
        )

    @_away_is_unavailable
    async def send_verification(self, viewer: Viewer, language: Language, idempotency_key: str | None = None) -> str:
        """Mail the viewer a link that proves the address; gives the address. The same key mails one.

        Raises MailNotConfiguredError, EmailVerifiedError, TooManyMailsError; InvalidInputError for who has no address.
        """
        self._outbox.require()
        user = await User.find_one(User.id == viewer.user_id)
        if user is None:
            raise NotAuthenticatedError
        if user.email is None:
            raise InvalidInputError("email", "is not set for this account")
        if user.email_verified_at is not None:
            raise EmailVerifiedError
        key = None if idempotency_key is None else client_key(f"verify:{user.id}", idempotency_key)
        if key is None or not await self._outbox.knows(key):
            await self._verifications.count(user.email)
            await self.order_verification(user.email, language, key)
        return user.email

    @_away_is_unavailable
    async def verify(self, token: str, *, caller: str | None = None, password: str | None = None) -> str:
        """Follow the link of a mail, of either kind: the address is verified, or becomes that of the account.

        The account must be its `caller`'s, or the `password` its own: whoever reads the mail may be somebody whose
        address a stranger named. Gives the address. Raises LinkInvalidError, PasswordNeededError, what OwnPassword
        raises, and EmailTakenError when another account got the address meanwhile.
        """
        link = await self._links.open(token, (LinkPurpose.VERIFY_EMAIL, LinkPurpose.CHANGE_EMAIL))
        if caller != link.user_id:
            if password is None:
                raise PasswordNeededError
            await self._own_password.prove(link.user_id, password)
        apply = self._verified if link.purpose is LinkPurpose.VERIFY_EMAIL else self._changed
        try:
            await in_transaction(lambda session: apply(link, session))
        except DuplicateKeyError as error:
            raise EmailTakenError from error
        _log.info("email_proved", user_id=link.user_id, purpose=link.purpose.value)
        return link.email

    @_away_is_unavailable
    async def change(self, viewer: Viewer, email: str, password: str, language: Language) -> str:
        """Mail a link to another address, which becomes the viewer's when it is followed; gives that address.

        The old one is told. Whether the new one has an account already is not: its owner gets no mail then.
        Raises MailNotConfiguredError, InvalidInputError, TooManyMailsError, and what OwnPassword raises.
        """
        self._outbox.require()
        address = normal_email(email)
        user = await self._own_password.prove(viewer.user_id, password)
        if address == user.email:
            raise InvalidInputError("email", "is the address of your account already")
        await self._changes_by.count(user.id)
        await self._changes_to.count(address)
        order = new_id("ord")
        if user.email is not None:  # first: nothing is on its way that its owner was not told of
            notice = _order(f"change-asked:{order}", MailKind.EMAIL_CHANGE_ASKED, user.email, user.id, language)
            await self._outbox.put(notice)
        asked = _order(f"change:{order}", MailKind.CHANGE_EMAIL, address, user.id, language)
        await self._outbox.put(replace(asked, token_version=user.token_version))
        _log.info("email_change_asked", user_id=user.id)
        return address

    async def _verified(self, link: AccountLink, session: AsyncClientSession) -> None:
        await self._links.use(link, session)
        await _update(link, {"$set": {"email_verified_at": self._clock()}}, session)

    async def _changed(self, link: AccountLink, session: AsyncClientSession) -> None:
        await self._links.use(link, session)
        await _update(link, {"$set": {"email": link.email, "email_verified_at": self._clock()}}, session)
        await self._links.end_all(link.user_id, session)
        told = Language(link.language)
        await self._outbox.put(
            _order(f"changed:{link.id}", MailKind.EMAIL_CHANGED, link.account_email, link.user_id, told), session
        )


def _order(key: str, kind: MailKind, to: str, user_id: str, language: Language) -> MailOrder:
    return MailOrder(
        key=key, kind=kind, to=to, user_id=user_id, language=language, good_for=LIFE[LinkPurpose.CHANGE_EMAIL]
    )


async def _update(link: AccountLink, change: dict[str, Any], session: AsyncClientSession) -> None:
    """Change the link's user.

    Raises LinkInvalidError when that is suspended, has another address by now, or has ended all sessions since a change
    was asked for: whoever asked may have been a thief, and the mail may still have been on its way then.
    """
    which: dict[str, Any] = {"_id": link.user_id, "email": link.account_email, "status": UserStatus.ACTIVE.value}
    if link.token_version is not None:
        # Users who never ended all sessions may lack the field.
        which["token_version"] = link.token_version or {"$in": [0, None]}
    changed = await User.get_pymongo_collection().update_one(which, change, session=session)
    if not changed.matched_count:
        raise LinkInvalidError
