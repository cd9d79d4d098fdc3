"""Which account a proved identity opens. docs/sign-in.md says why.

The provider's id of the person decides. Only where that is new does the address count, if the provider verified it:
it finds an account, or makes one.
"""

import structlog

from gateways.sign_in import ProvedIdentity
from models.external_identity import ExternalIdentity
from models.user import Role, User, UserStatus
from services.api_keys.service import ApiKeys
from services.clock import Clock
from services.errors import InvalidInputError
from services.identity.account_links import end_links
from services.identity.details import NAME_MAXIMUM_CHARACTERS, checked_name, normal_email
from services.identity.errors import (
    AccountSuspendedError,
    EmailTakenError,
    IdentityUnavailableError,
    RegistrationClosedError,
)
from services.identity.service import IdentityService
from services.identity.ways_in import unlink_all
from services.sign_in.errors import EmailUnverifiedError, SignInNotLinkedError
from services.sign_in.identities import identity_id, insert_identity

__all__ = ["Joining"]

_log = structlog.get_logger(__name__)

_TRIES = 4
"""Whoever loses a race finds at the next try what the winner made."""
_FALLBACK_NAME = "New user"


class Joining:
    """One for a process."""

    def __init__(self, *, identity: IdentityService, api_keys: ApiKeys, allow_registration: bool, clock: Clock) -> None:
        self._identity = identity
        self._api_keys = api_keys
        self._allow_registration = allow_registration
        self._clock = clock

    async def user_of(
        self, proved: ProvedIdentity, *, referred_by: str | None = None, guest_id: str | None = None
    ) -> User:
        """The user whom it signs in; made when there is none, of the guest `guest_id` where there is one.

        Raises SessionExpiredError when that is no guest any more, EmailUnverifiedError, SignInNotLinkedError,
        AccountSuspendedError, RegistrationClosedError.
        """
        for _ in range(_TRIES):
            user = await self._known(proved)
            if user is not None:
                return user
            address = _verified_address(proved)
            user = await User.find_one(User.email == address)
            if user is not None:
                user = await self._linked(user, proved)
            else:
                user = await self._made(address, proved, referred_by, guest_id)
            if user is not None:
                return user
        raise IdentityUnavailableError

    async def _known(self, proved: ProvedIdentity) -> User | None:
        """Whom the provider's id of the person names, whatever the address says now."""
        row = await ExternalIdentity.get(identity_id(proved.provider, proved.subject))
        if row is None or (row.user_id is None and row.deleted_at is None):
            return None
        if row.slot is None:
            raise SignInNotLinkedError
        user = await User.find_one(User.id == row.user_id)
        if user is None:  # erased since
            await row.delete()
        return user

    async def _linked(self, user: User, proved: ProvedIdentity) -> User | None:
        """The account that has the address; None when it was changed meanwhile.

        Never an admin's: whoever runs the provider, or gets the address later, would have all that is here.
        """
        if user.status is not UserStatus.ACTIVE:
            raise AccountSuspendedError
        if user.role is Role.ADMIN:
            raise SignInNotLinkedError
        own = identity_id(proved.provider, proved.subject)  # it may have been linked just now
        if user.email_verified_at is None:
            await self._hand_over(user, own)
            return None  # read anew: much of it has changed
        others = {"slot": f"{user.id}:{proved.provider}", "_id": {"$ne": own}}
        if await ExternalIdentity.find_one(others) is not None:
            raise SignInNotLinkedError
        return user if await insert_identity(proved, user.id, self._clock()) else None

    async def _hand_over(self, user: User, own: str) -> None:
        """Leave nothing of whoever made the account without ever proving that the address is theirs.

        Anybody can register somebody else's address and wait for them to sign in by a provider. The address counts as
        verified at the end, so that a crash begins again; an account that was changed meanwhile is left alone.
        """
        users = User.get_pymongo_collection()
        mine = {"_id": user.id, "email": user.email, "email_verified_at": None}
        found = await users.update_one(
            {**mine, "status": UserStatus.ACTIVE.value, "role": user.role.value}, {"$set": {"password_hash": None}}
        )
        if not found.matched_count:
            return
        ended = await self._identity.sessions.end_all(user.id, reason="handed_over")
        keys = await self._api_keys.revoke_all(user.id)
        await unlink_all(user.id, self._clock(), but=own)
        await end_links(user.id, self._clock())  # one of them could still move the account to another address
        await users.update_one({**mine, "password_hash": None}, {"$set": {"email_verified_at": self._clock()}})
        _log.warning("account_handed_over", user_id=user.id, sessions_ended=ended, keys_ended=keys)

    async def _made(
        self, address: str, proved: ProvedIdentity, referred_by: str | None, guest_id: str | None
    ) -> User | None:
        if not self._allow_registration:
            raise RegistrationClosedError
        now = self._clock()
        try:
            user = await self._identity.accounts.create(
                email=address,
                name=_shown_name(proved, address),
                password_hash=None,
                referred_by=referred_by,
                email_verified_at=now,
                guest_id=guest_id,
            )
        except EmailTakenError:
            return None
        return user if await insert_identity(proved, user.id, now) else None


def _verified_address(proved: ProvedIdentity) -> str:
    """The address in our form; raises EmailUnverifiedError unless the provider says that it is the person's."""
    if not proved.email_verified or proved.email is None:
        raise EmailUnverifiedError
    try:
        return normal_email(proved.email)
    except InvalidInputError as error:
        raise EmailUnverifiedError from error


def _shown_name(proved: ProvedIdentity, address: str) -> str:
    """What the provider calls the person, else the part of the address before the @, as far as a name may be so."""
    for text in (proved.name or "", address.split("@", maxsplit=1)[0]):
        try:
            return checked_name(text.strip()[:NAME_MAXIMUM_CHARACTERS])
        except InvalidInputError:
            continue
    return _FALLBACK_NAME
