"""Tokens that a provider signs, verified by the keys that it publishes (RFC 7517, and the rules of RFC 8725)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from gateways.sign_in.errors import ProofExpiredError, ProofInvalidError, SignInUnavailableError
from gateways.sign_in.remote_document import RemoteDocument
from gateways.sign_in.transport import BoundedTransport, get_json

__all__ = ["PublishedKeys", "check_times", "text_claim"]

_MOST_KEYS = 100
_RSA_BITS = 2_048
_MOST_CHARACTERS = 16_384
_SUBJECT_CHARACTERS = 255
_TIMES = (("exp", None), ("iat", None), ("nbf", 0))
_LAST_SECOND = 253_402_300_799
"""Of the year 9999; NaN and infinity are no times either."""


@dataclass(frozen=True, slots=True)
class _Key:
    algorithm: str
    """The one that it verifies: what a token's header says decides nothing."""
    public: RSAPublicKey | EllipticCurvePublicKey


class PublishedKeys:
    """The keys of one provider, by their ids; `url` gives the address of its key set."""

    def __init__(self, name: str, document: RemoteDocument[Mapping[str, _Key]]) -> None:
        self._name = name
        self._document = document

    @classmethod
    def at(
        cls,
        url: str,
        *,
        name: str,
        transport: BoundedTransport,
        algorithms: Collection[str] = ("RS256", "ES256"),
    ) -> "PublishedKeys":
        """The keys at `url` for those algorithms; nothing is fetched before one is needed."""

        async def fetch() -> Mapping[str, _Key]:
            keys = _read_keys(await get_json(transport, url, name=name), name)
            return {key_id: key for key_id, key in keys.items() if key.algorithm in algorithms}

        return cls(name, RemoteDocument(fetch))

    async def verified(self, token: object) -> dict[str, Any]:
        """The claims of a token that the provider signed. None of them, and no time, has been judged yet.

        Raises ProofInvalidError and SignInUnavailableError.
        """
        if not isinstance(token, str) or len(token) > _MOST_CHARACTERS or not token.isascii():
            raise ProofInvalidError("no token")
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            key = await self._key(key_id)
            claims: dict[str, Any] = jwt.decode(
                token,
                key.public,
                algorithms=[key.algorithm],
                options={
                    "verify_aud": False,
                    "verify_iss": False,
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, TypeError, ValueError, RecursionError) as error:
            raise ProofInvalidError(f"token: {type(error).__name__}") from error
        return claims

    async def _key(self, key_id: object) -> _Key:
        if not isinstance(key_id, str):
            raise ProofInvalidError("the token names no key")
        key = (await self._document.read()).get(key_id) or (await self._document.read_anew()).get(key_id)
        if key is None:
            raise ProofInvalidError("the token names a key that the provider does not have")
        return key


def check_times(claims: Mapping[str, Any], now: datetime, *, leeway_seconds: int) -> int:
    """`exp` of claims that hold at `now`, by `exp`, `iat` and `nbf`; raises ProofInvalidError, ProofExpiredError."""
    seconds = now.timestamp()
    expires, issued, begins = (_moment(claims.get(name, default)) for name, default in _TIMES)
    if expires + leeway_seconds <= seconds:
        raise ProofExpiredError("the token has expired")
    if max(issued, begins) - leeway_seconds > seconds:
        raise ProofInvalidError("the token is not good yet")
    return int(expires)


def text_claim(claims: Mapping[str, Any], name: str) -> str:
    """A claim that must be a short text; raises ProofInvalidError."""
    value = claims.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= _SUBJECT_CHARACTERS or "\0" in value:
        raise ProofInvalidError(f"the token has no good {name}")
    return value


def _moment(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _LAST_SECOND:
        raise ProofInvalidError("the token lacks a time")
    return value


def _read_keys(body: Any, name: str) -> Mapping[str, _Key]:
    """Those keys that we can use; raises SignInUnavailableError when there is none."""
    rows = body.get("keys") if isinstance(body, Mapping) else None
    keys = [_read_key(row) for row in rows[:_MOST_KEYS]] if isinstance(rows, list) else []
    good = {key_id: key for each in keys if each is not None for key_id, key in [each]}
    if not good:
        raise SignInUnavailableError(f"{name}: no usable keys")
    return good


def _read_key(row: Any) -> tuple[str, _Key] | None:
    if not isinstance(row, Mapping) or row.get("use", "sig") != "sig" or not isinstance(row.get("kid"), str):
        return None
    algorithm = {"RSA": "RS256", "EC": "ES256"}.get(str(row.get("kty")))
    if algorithm is None or row.get("alg", algorithm) != algorithm:
        return None
    try:
        public = jwt.PyJWK.from_dict(dict(row), algorithm=algorithm).key
    except (jwt.PyJWTError, TypeError, ValueError):
        return None
    if isinstance(public, RSAPublicKey) and public.key_size >= _RSA_BITS:
        return row["kid"], _Key(algorithm, public)
    if isinstance(public, EllipticCurvePublicKey) and public.curve.name == "secp256r1":
        return row["kid"], _Key(algorithm, public)
    return None
