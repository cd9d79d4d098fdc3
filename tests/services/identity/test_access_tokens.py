import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from models.user import Role
from services.errors import AccessTokenExpiredError, NotAuthenticatedError
from services.identity.access_tokens import AccessTokens
from services.identity.signing_keys import SigningKeys
from services.identity.viewer import Viewer
from tests.support.clock import MovableClock

SECRET = "a signing secret of more than 32 characters"
ADA = Viewer(user_id="usr_ada", wallet_id="wal_ada", role=Role.USER, session_id="ses_ada")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def tokens(clock: MovableClock) -> AccessTokens:
    return tokens_of(SECRET, clock)


def tokens_of(secret: str, clock: MovableClock) -> AccessTokens:
    keys = SigningKeys(secret, token_seconds=900, clock=clock)
    return AccessTokens(keys=keys, issuer="tokentill", audience="shop", life_seconds=900, clock=clock)


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    head, body, _ = token.split(".")
    return tuple(json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body))


def signed(head: dict[str, Any], body: dict[str, Any], *, secret: str = SECRET) -> str:
    def encode(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    text = f"{encode(json.dumps(head).encode())}.{encode(json.dumps(body).encode())}"
    return f"{text}.{encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())}"


def test_a_token_says_what_it_must(tokens: AccessTokens) -> None:
    token = tokens.issue(ADA)
    head, body = parts(token.text)
    assert head["alg"] == "HS256"
    assert len(head["kid"]) == 16
    issued_at = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp())
    assert len(body.pop("jti")) == 16
    assert body == {
        "iss": "tokentill",
        "aud": "shop",
        "sub": "usr_ada",
        "wal": "wal_ada",
        "role": "user",
        "sid": "ses_ada",
        "iat": issued_at,
        "exp": issued_at + 900,
    }
    assert token.expires_at == datetime(2026, 3, 1, 12, 15, tzinfo=UTC)


def test_a_token_is_good_for_its_life_and_not_longer(tokens: AccessTokens, clock: MovableClock) -> None:
    token = tokens.issue(ADA).text
    assert tokens.verify(token) == ADA
    clock.move(seconds=899.999)
    assert tokens.verify(token) == ADA
    clock.move(seconds=0.001)
    for _ in range(2):  # once from memory, once anew
        with pytest.raises(AccessTokenExpiredError):
            tokens.verify(token)
    forged = signed(*parts(token), secret=SECRET[::-1])
    with pytest.raises(NotAuthenticatedError) as refused:  # nobody is told when a token that is not ours ended
        tokens.verify(forged)
    assert refused.value.code == "UNAUTHENTICATED"


@pytest.mark.parametrize("algorithm", ["none", "None", "HS384", "HS512", "RS256", "ES256"])
def test_no_other_algorithm_is_accepted(tokens: AccessTokens, algorithm: str) -> None:
    head, body = parts(tokens.issue(ADA).text)
    forged = signed(head | {"alg": algorithm}, body)
    unsigned = forged.rsplit(".", 1)[0] + "."
    for token in (forged, unsigned):
        with pytest.raises(NotAuthenticatedError):
            tokens.verify(token)


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "someone"},
        {"aud": "another-shop"},
        {"aud": ["shop", "another-shop"]},
        {"aud": ["shop"]},
        {"role": "root"},
        {"role": None},
        {"sub": 7},
        {"wal": {"$gt": ""}},
        {"sid": ["ses_ada"]},
        {"exp": "9999999999"},
        {"exp": 9_999_999_999.5},
        {"exp": True},
        {"exp": 0},
        {"exp": -1},
    ],
)
def test_claims_that_we_do_not_write_are_refused_even_when_signed(tokens: AccessTokens, change: dict[str, Any]) -> None:
    head, body = parts(tokens.issue(ADA).text)
    assert tokens.verify(signed(head, body)) == ADA
    with pytest.raises(NotAuthenticatedError):
        tokens.verify(signed(head, body | change))


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "wal", "role", "sid", "jti", "iat", "exp"])
def test_no_claim_may_be_missing(tokens: AccessTokens, claim: str) -> None:
    head, body = parts(tokens.issue(ADA).text)
    del body[claim]
    with pytest.raises(NotAuthenticatedError):
        tokens.verify(signed(head, body))


@pytest.mark.parametrize(
    "head",
    [
        {"kid": "other"},
        {"kid": "../../../../dev/null"},
        {"kid": 7},
        {"kid": None},
        {"crit": ["exp"]},
        {"typ": "JWT"},
        {"typ": None},
        {"jwk": {"kty": "oct", "k": "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg"}},
        {"jku": "https://evil.example/keys.json"},
        {"x5u": "https://evil.example/cert.pem"},
        {"x5c": ["MIIB"]},
    ],
)
def test_headers_choose_nothing(tokens: AccessTokens, head: dict[str, Any]) -> None:
    good, body = parts(tokens.issue(ADA).text)
    token = signed(good | head, body)
    if not head.keys() & {"kid", "crit", "typ"}:
        assert tokens.verify(token) == ADA  # ignored: our own secret signed it
        assert tokens.verify(tokens.issue(ADA).text) == ADA
        with pytest.raises(NotAuthenticatedError):
            tokens.verify(signed(good | head, body, secret="x" * 32))  # what the `jwk` above holds
    else:
        with pytest.raises(NotAuthenticatedError):
            tokens.verify(token)


def test_a_public_key_is_no_secret(tokens: AccessTokens) -> None:
    """The old confusion: a server that verifies RS256 takes its own public key for the secret of HS256."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body = parts(tokens.issue(ADA).text)
    by_private_key = jwt.encode(body, key, algorithm="RS256", headers={"kid": head["kid"]})
    for token in (by_private_key, signed(head, body, secret=public.decode())):
        with pytest.raises(NotAuthenticatedError):
            tokens.verify(token)


def test_a_changed_byte_or_another_servers_token_is_refused(tokens: AccessTokens, clock: MovableClock) -> None:
    token = tokens.issue(ADA).text
    for at in (5, len(token) // 2, len(token) - 10):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        with pytest.raises(NotAuthenticatedError):
            tokens.verify(changed)
    with pytest.raises(NotAuthenticatedError):
        tokens.verify(tokens_of("x" * 40, clock).issue(ADA).text)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "x" * 3_000,
        "ключ",
        "\ud800",
        "e30.e30.",
        "W10.W10.x",
        jwt.encode({}, SECRET),
        "\0.\0.\0",
    ],
)
def test_what_is_no_token_is_refused(tokens: AccessTokens, token: str) -> None:
    with pytest.raises(NotAuthenticatedError):
        tokens.verify(token)


def test_memory_of_verified_tokens_is_bounded(tokens: AccessTokens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.identity.access_tokens._REMEMBERED_MAXIMUM", 3)
    issued = [tokens.issue(ADA).text for _ in range(10)]
    for token in issued:
        assert tokens.verify(token) == ADA
    assert list(tokens._remembered) == issued[-3:]
