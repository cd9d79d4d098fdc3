"""Signing in by another provider: off to it, back with its word, and then a session. docs/sign-in.md tells the way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from gateways.sign_in import (
    AskedSignIn,
    ProofInvalidError,
    ProvedIdentity,
    SignInDeclinedError,
    SignInProvider,
)
from gateways.sign_in import SignInUnavailableError as ProviderAwayError
from models.external_identity import ExternalIdentity
from models.outgoing_mail import MailKind
from services.api_keys.service import ApiKeys
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotAuthenticatedError
from services.identity.account import SignedIn
from services.identity.errors import IdentityUnavailableError
from services.identity.referral_codes import referrer_named
from services.identity.service import IdentityService
from services.identity.viewer import Viewer
from services.sign_in.begun import BegunSignIn, BegunSignIns
from services.sign_in.errors import (
    SignInCancelledError,
    SignInFailedError,
    SignInProviderUnknownError,
    SignInReturnNotAllowedError,
    SignInUnavailableError,
)
from services.sign_in.identities import link_identity, linked_identities, unlink_again, unlink_identity
from services.sign_in.joining import Joining
from services.sign_in.one_time_codes import OneTimeCodes, check_challenge
from settings import Settings

__all__ = ["BegunAway", "ProviderAnswer", "SignIns", "callback_path", "start_path"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(IdentityUnavailableError)

_CODE = re.compile(r"[!-~]{1,2048}")
"""RFC 6749 appendix A.11, and a bound."""


def start_path(provider: str) -> str:
    """Where a browser begins to sign in: `/auth/google`."""
    return f"/auth/{provider}"


def callback_path(provider: str) -> str:
    """Where the provider sends it back to."""
    return f"/auth/{provider}/callback"


@dataclass(frozen=True, slots=True)
class BegunAway:
    """A sign-in that has begun: where the browser goes, and the cookie that it keeps."""

    url: str
    cookie: str


@dataclass(frozen=True, slots=True, repr=False)
class ProviderAnswer:
    """What the browser brought back from the provider; nothing of it is trusted."""

    state: str
    code: str | None
    error: str | None
    issuer: str | None


class SignIns:
    """One for a process. What reaches the database raises IdentityUnavailableError while it does not answer."""

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        providers: Sequence[SignInProvider],
        identity: IdentityService,
        api_keys: ApiKeys,
        signing_secret: str,
    ) -> None:
        self._providers = {provider.name: provider for provider in providers}
        self._public_url = settings.public_url
        self._return_urls = settings.sign_in_return_urls
        self._clock = clock
        self._identity = identity
        self._begun = BegunSignIns(signing_secret=signing_secret, clock=clock)
        self._codes = OneTimeCodes(clock)
        self.joining = Joining(
            identity=identity, api_keys=api_keys, allow_registration=settings.allow_registration, clock=clock
        )

    def offered(self) -> list[str]:
        """The names of the providers, in the order of the settings."""
        return list(self._providers)

    async def begin(self, provider: str, *, challenge: str, return_to: str | None) -> BegunAway:
        """Send a browser to `provider`, to come back to `return_to`, or the first page that is allowed.

        Raises SignInProviderUnknownError, InvalidInputError, SignInReturnNotAllowedError, SignInUnavailableError.
        """
        chosen = self._provider(provider)
        check_challenge(challenge)
        page = self._return_urls[0] if return_to is None else return_to
        if page not in self._return_urls:
            raise SignInReturnNotAllowedError
        begun = BegunSignIn.new(provider, page, challenge)
        try:
            url = await chosen.authorization_url(self._asked(begun))
        except ProviderAwayError as error:
            _log.warning("sign_in_provider_away", provider=provider, reason=str(error))
            raise SignInUnavailableError from error
        return BegunAway(url, self._begun.written(begun))

    def begun(self, provider: str, cookie: str | None, answer: ProviderAnswer) -> BegunSignIn:
        """The sign-in that this browser began and now comes back from; raises SignInExpiredError."""
        return self._begun.read(cookie, provider=provider, state=answer.state)

    @_away_is_unavailable
    async def finish(self, begun: BegunSignIn, answer: ProviderAnswer) -> str:
        """Take the provider's word; gives the one-time code for the app's page.

        Raises SignInProviderUnknownError, SignInExpiredError (it came back before), SignInCancelledError,
        SignInFailedError, SignInUnavailableError.
        """
        provider = self._provider(begun.provider)
        await self._codes.claim(begun)
        return await self._codes.issue(begun, await self._proved(provider, begun, answer))

    @_away_is_unavailable
    async def exchange(
        self, code: str, verifier: str, referral_code: str | None = None, *, guest_id: str | None = None
    ) -> SignedIn:
        """Open a session for a one-time code, in an account that is made where there is none.

        The guest `guest_id` becomes a new account, and goes over to one that was there, as with `register` and `login`.
        Raises SignInCodeInvalidError, EmailUnverifiedError, SignInNotLinkedError, AccountSuspendedError,
        RegistrationClosedError, ReferralCodeUnknownError, SignInProviderUnknownError, and SessionExpiredError when
        the guest is none any more.
        """
        referrer = None if referral_code is None else await referrer_named(referral_code)
        proved = await self._codes.redeem(code, verifier)
        self._provider(proved.provider)
        user = await self.joining.user_of(proved, referred_by=referrer, guest_id=guest_id)
        signed_in = await self._identity.sessions.open(user)
        if guest_id is not None and guest_id != user.id:
            await self._identity.guests.signed_in(guest_id, user.id)
        await self._identity.accounts.complete_welcome(user)
        return signed_in

    @_away_is_unavailable
    async def link(self, viewer: Viewer, code: str, verifier: str) -> list[ExternalIdentity]:
        """Let a further sign-in open the account of a user who has just signed in; gives all that do.

        Raises SignInAgainError, SignInCodeInvalidError, SignInTakenError, SignInProviderUnknownError, and
        NotAuthenticatedError when the session was ended meanwhile.
        """
        await self._identity.proofs.require_recent(viewer)
        proved = await self._codes.redeem(code, verifier)
        self._provider(proved.provider)
        await link_identity(proved, viewer.user_id, self._clock())
        # Looked at after the write: whoever takes the account from its present user ends all sessions, then unlinks.
        if not await self._identity.sessions.stands_now(viewer.session_id):
            await unlink_again(proved, viewer.user_id, self._clock())
            raise NotAuthenticatedError
        await self._identity.notices.tell(viewer.user_id, MailKind.SIGN_IN_LINKED)
        _log.info("sign_in_linked", user_id=viewer.user_id, provider=proved.provider)
        return await linked_identities(viewer.user_id)

    @_away_is_unavailable
    async def unlink(self, viewer: Viewer, provider: str) -> list[ExternalIdentity]:
        """Take a way in, with sessions that are the provider's own, away from a user who has just signed in.

        Gives those that are left.

        Raises SignInAgainError, NotFoundError, LastWayInError.
        """
        await self._identity.proofs.require_recent(viewer)
        await unlink_identity(provider, viewer.user_id, self._clock())
        await self._identity.sessions.end_those_of(provider, viewer.user_id)
        _log.info("sign_in_unlinked", user_id=viewer.user_id, provider=provider)
        return await linked_identities(viewer.user_id)

    @_away_is_unavailable
    async def linked(self, user_id: str) -> list[ExternalIdentity]:
        """What opens the user's account beside a password."""
        return await linked_identities(user_id)

    async def close(self) -> None:
        """Close the connections to all providers."""
        for provider in self._providers.values():
            await provider.close()

    def _provider(self, name: str) -> SignInProvider:
        provider = self._providers.get(name)
        if provider is None:
            raise SignInProviderUnknownError
        return provider

    def _asked(self, begun: BegunSignIn) -> AskedSignIn:
        return begun.asked(self._public_url + callback_path(begun.provider))

    async def _proved(self, provider: SignInProvider, begun: BegunSignIn, answer: ProviderAnswer) -> ProvedIdentity:
        if answer.error is not None:
            raise SignInCancelledError
        # Another provider's answer would have its code sent to this one (RFC 9207).
        if answer.issuer is not None and provider.issuer is not None and answer.issuer != provider.issuer:
            raise SignInFailedError
        if answer.code is None or not _CODE.fullmatch(answer.code):
            raise SignInFailedError
        try:
            return _storable(await provider.identity(answer.code, self._asked(begun)))
        except ProofInvalidError as error:
            _log.warning("sign_in_not_proved", provider=provider.name, reason=str(error))
            raise SignInFailedError from error
        except SignInDeclinedError as error:
            _log.info("sign_in_declined", provider=provider.name, reason=str(error))
            raise SignInCancelledError from error
        except ProviderAwayError as error:
            _log.warning("sign_in_provider_away", provider=provider.name, reason=str(error))
            raise SignInUnavailableError from error


def _storable(proved: ProvedIdentity) -> ProvedIdentity:
    """The same; raises ProofInvalidError for half characters, which JSON can spell and nothing can store."""
    try:
        for text in (proved.subject, proved.email, proved.name):
            (text or "").encode()
    except UnicodeEncodeError as error:
        raise ProofInvalidError("a text with half a character") from error
    return proved
