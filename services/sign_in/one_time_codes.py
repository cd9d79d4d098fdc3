"""The one-time code that a browser carries back to the app, and that the app's client exchanges for a session.

It is stored hashed, is good for a minute and for one use, and only together with the secret of whoever began: so a
code that was seen in an address, or was slipped into somebody else's browser, is worth nothing.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError

from gateways.sign_in import ProvedIdentity
from models.sign_in import SignIn
from services.clock import Clock
from services.errors import InvalidInputError
from services.sign_in.begun import BEGUN_SECONDS, BegunSignIn
from services.sign_in.errors import SignInCodeInvalidError, SignInExpiredError

__all__ = ["CODE_SECONDS", "OneTimeCodes", "check_challenge"]

CODE_SECONDS = 60
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_SECRET_BYTES = 32
_VERIFIER_CHARACTERS = 128
"""RFC 7636 section 4.1; it asks for 43 at least, which is the client's own matter."""


def check_challenge(challenge: str) -> None:
    """Raises InvalidInputError unless it is a SHA-256 in base64url."""
    if not _CHALLENGE.fullmatch(challenge):
        raise InvalidInputError("challenge", "must be the SHA-256 of a verifier in base64url, 43 characters")


class OneTimeCodes:
    """The `sign_ins` collection."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def claim(self, begun: BegunSignIn) -> None:
        """Of several that come back with one state the first goes on; the others raise SignInExpiredError."""
        purge_at = self._clock() + timedelta(seconds=BEGUN_SECONDS + CODE_SECONDS)
        try:
            await SignIn(id=_hash(begun.state), provider=begun.provider, purge_at=purge_at).insert()
        except DuplicateKeyError as error:
            raise SignInExpiredError from error

    async def issue(self, begun: BegunSignIn, proved: ProvedIdentity) -> str:
        """A code for a sign-in that was claimed just before."""
        code = secrets.token_urlsafe(_SECRET_BYTES)
        values = {
            "code_hash": _hash(code),
            "challenge": begun.challenge,
            "code_expires_at": self._clock() + timedelta(seconds=CODE_SECONDS),
            "person": {
                "subject": proved.subject,
                "email": proved.email,
                "email_verified": proved.email_verified,
                "name": proved.name,
            },
        }
        await SignIn.get_pymongo_collection().update_one({"_id": _hash(begun.state)}, {"$set": values})
        return code

    async def redeem(self, code: str, verifier: str) -> ProvedIdentity:
        """Whom the code stands for. Right or wrong, it is used up; raises SignInCodeInvalidError."""
        used: dict[str, Any] = {"code_hash": None, "challenge": None, "person": None}
        found = await SignIn.get_pymongo_collection().find_one_and_update(
            {"code_hash": _hash(code), "code_expires_at": {"$gt": self._clock()}}, {"$set": used}
        )
        if found is None or not _answers(verifier, found["challenge"]):
            raise SignInCodeInvalidError
        return ProvedIdentity(provider=found["provider"], **found["person"])


def _answers(verifier: str, challenge: str) -> bool:
    digest = hashlib.sha256(verifier[:_VERIFIER_CHARACTERS].encode("utf-8", "surrogatepass")).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).decode().rstrip("="), challenge)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
