"""E2: what Clerk tells about its users. Only what it signed counts; late, repeated and shuffled events end alike."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count, permutations
from typing import Any

import httpx
import pytest
from pymongo.errors import AutoReconnect
from standardwebhooks.webhooks import Webhook
from starlette.applications import Starlette

from database.setup import Database
from gateways.clerk import ClerkWebhook
from models.api_key import ApiScope
from models.clerk_event import ClerkEvent
from models.external_identity import ExternalIdentity
from models.user import User
from services.api_keys.service import ApiKeyOrder, ApiKeys
from services.errors import NotAuthenticatedError
from services.identity.service import IdentityService
from services.ledger import Ledger
from services.sign_in.clerk import Clerk
from services.sign_in.joining import Joining
from settings import Settings
from tests.support.clock import MovableClock
from webhooks.clerk import clerk_webhook_routes

SECRET = "whsec_" + "c2VjcmV0" * 4
MOMENT = 1_772_000_000_000
PASSWORD = "a long enough passphrase, 42"
_ids = count()


class Stand:
    """The route, and what is behind it."""

    def __init__(self, identity: IdentityService, settings: Settings, clock: MovableClock) -> None:
        self.identity, self.clock, self.api_keys = identity, clock, ApiKeys(clock)
        joining = Joining(identity=identity, api_keys=self.api_keys, allow_registration=True, clock=clock)
        self.clerk = Clerk(
            settings=settings, tokens=None, joining=joining, identity=identity, api_keys=self.api_keys, clock=clock
        )
        routes = clerk_webhook_routes(self.clerk.events, ClerkWebhook(SECRET), maximum_bytes=10_000)
        transport = httpx.ASGITransport(Starlette(routes=routes))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://tokentill")

    async def send(self, body: bytes, headers: Mapping[str, str | bytes]) -> tuple[int, str]:
        answer = await self.http.post("/webhooks/clerk", content=body, headers=headers)
        return answer.status_code, answer.json()["code"]

    async def deliver(self, event: dict[str, Any], event_id: str | None = None) -> tuple[int, str]:
        body = json.dumps(event).encode()
        return await self.send(body, signed(body, event_id or f"msg_{next(_ids)}"))


def signed(
    body: bytes, event_id: str = "msg_1", *, secret: str = SECRET, later_seconds: float = 0
) -> dict[str, str | bytes]:
    at = datetime.now(UTC) + timedelta(seconds=later_seconds)
    signature = Webhook(secret).sign(event_id, at, body.decode("utf-8", "replace"))
    return {"svix-id": event_id, "svix-timestamp": str(int(at.timestamp())), "svix-signature": signature}


def told(kind: str, at: int, email: str = "ada@example.com", status: str = "verified") -> dict[str, Any]:
    emails = [
        {"id": "idn_0", "email_address": "other@example.com", "verification": {"status": "verified"}},
        {"id": "idn_1", "email_address": email, "verification": {"status": status}},
    ]
    data = {"id": "user_ada", "first_name": "Ada", "last_name": "L", "updated_at": MOMENT + at}
    data |= {"email_addresses": emails, "primary_email_address_id": "idn_1"}
    return {"type": f"user.{kind}", "object": "event", "timestamp": MOMENT + at, "data": data}


DELETED = {"type": "user.deleted", "timestamp": MOMENT + 9, "data": {"id": "user_ada", "deleted": True}}


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def identity(database: Database, clock: MovableClock, settings: Settings) -> AsyncIterator[IdentityService]:
    ledger = Ledger(database, clock)
    ledger.start()
    identity = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret="s" * 32)
    yield identity
    identity.close()
    await ledger.stop()


@pytest.fixture
async def stand(
    identity: IdentityService, database: Database, settings: Settings, clock: MovableClock
) -> AsyncIterator[Stand]:
    for name in ("users", "sessions", "external_identities", "clerk_events", "api_keys", "ledger_entries"):
        await database[name].delete_many({})
    stand = Stand(identity, settings, clock)
    yield stand
    await stand.http.aclose()


async def refused(
    stand: Stand, body: bytes, headers: Mapping[str, str | bytes], code: str = "SIGNATURE_INVALID"
) -> None:
    assert await stand.send(body, headers) == (400, code)
    assert [await each.count() for each in (User, ExternalIdentity, ClerkEvent)] == [0, 0, 0]


async def outcome() -> tuple[Any, ...]:
    """All that is here of Ada."""
    (row,) = await ExternalIdentity.find_all().to_list()
    return row.email, row.deleted_at is not None, row.slot is not None, await User.count() <= 1


async def test_a_new_user_of_clerks_has_an_account(stand: Stand) -> None:
    assert await stand.deliver(told("created", 1)) == (200, "RECEIVED")
    (user,) = await User.find_all().to_list()
    assert (user.email, user.name, user.password_hash) == ("ada@example.com", "Ada L", None)
    assert user.email_verified_at == stand.clock()
    (row,) = await ExternalIdentity.find_all().to_list()
    assert (row.id, row.user_id, row.email) == ("clerk:user_ada", user.id, "ada@example.com")


async def test_forged_unsigned_changed_and_stale_events_are_refused(stand: Stand) -> None:
    body = json.dumps(told("created", 1)).encode()
    good = signed(body)
    await refused(stand, body, signed(body, secret="whsec_" + "b3RoZXIh" * 4))
    await refused(stand, body, {})
    await refused(stand, body.replace(b"ada@", b"eve@"), good)
    await refused(stand, body, {**good, "svix-id": "msg_2"})
    await refused(stand, body, {**good, "svix-signature": "v1"})
    await refused(stand, body, {**good, "svix-signature": "v1,é".encode()})
    await refused(stand, body, {**good, "svix-timestamp": "nan"})
    await refused(stand, body, signed(body, later_seconds=-305))
    await refused(stand, body, signed(body, later_seconds=305))
    await refused(stand, b"\xff\xfe", signed(b"\xff\xfe"))


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "no JSON",
        "[" * 9_000,
        '{"type": "user.created", "data": 5}',
        '{"type": "user.created", "data": {"id": "", "updated_at": 1}}',
        '{"type": "user.created", "data": {"id": {"$gt": ""}, "updated_at": 1}}',
        '{"type": "user.created", "data": {"id": "user_1", "updated_at": 1e300}}',
        '{"type": "user.deleted", "data": {"id": "user_1"}}',
    ],
)
async def test_what_is_signed_and_makes_no_sense_is_refused(stand: Stand, content: str) -> None:
    await refused(stand, content.encode(), signed(content.encode()), "EVENT_MALFORMED")


async def test_other_events_are_taken_and_change_nothing(stand: Stand) -> None:
    assert await stand.deliver({"type": "session.created", "data": {"id": "sess_1"}}) == (200, "RECEIVED")
    assert await stand.deliver({"type": ["user.created"]}) == (200, "RECEIVED")
    assert await ExternalIdentity.count() == 0


async def test_a_body_that_is_too_large_is_not_read(stand: Stand) -> None:
    body = b"x" * 10_001
    assert await stand.send(body, signed(body)) == (413, "BODY_TOO_LARGE")


async def test_fifty_deliveries_at_once_make_one_account(stand: Stand) -> None:
    answers = await asyncio.gather(*(stand.deliver(told("created", 1), f"msg_{n % 2}") for n in range(50)))
    assert set(answers) == {(200, "RECEIVED")}
    assert [await each.count() for each in (User, ExternalIdentity, ClerkEvent)] == [1, 1, 2]


async def test_every_order_ends_alike(stand: Stand, database: Database) -> None:
    events = [
        told("created", 1, "a@example.com"),
        told("updated", 2, "b@example.com"),
        told("updated", 3, "c@example.com"),
    ]
    for order in permutations(events):
        for name in ("users", "external_identities"):
            await database[name].delete_many({})
        for event in order:
            await stand.deliver(event)
        assert await outcome() == ("c@example.com", False, True, True)


async def test_a_deletion_is_final_whenever_it_comes(stand: Stand, database: Database) -> None:
    for order in permutations([told("created", 1), told("updated", 20), DELETED]):
        for name in ("users", "external_identities"):
            await database[name].delete_many({})
        for event in order:
            assert await stand.deliver(event) == (200, "RECEIVED")
        _, deleted, opens, one = await outcome()
        assert (deleted, opens, one) == (True, False, True)


async def test_a_deletion_ends_sessions_and_keys_and_keeps_the_account(stand: Stand) -> None:
    session = await stand.identity.register("ada@example.com", PASSWORD, "Ada")
    await User.get_pymongo_collection().update_one({}, {"$set": {"email_verified_at": stand.clock()}})
    await stand.deliver(told("created", 1))
    viewer = await stand.identity.authenticate(session.access_token)
    key = await stand.api_keys.create(viewer, ApiKeyOrder(name="mine", scopes=[ApiScope.READ]))
    await stand.deliver(DELETED)
    for token in (session.access_token, key.token or ""):
        with pytest.raises(NotAuthenticatedError):
            await stand.identity.authenticate(token)
    assert (await stand.identity.login("ada@example.com", PASSWORD)).account.id == session.account.id


async def test_an_unverified_address_makes_nothing_until_it_is_verified(stand: Stand) -> None:
    await stand.identity.register("ada@example.com", PASSWORD, "Ada")
    assert await stand.deliver(told("created", 1, status="unverified")) == (200, "RECEIVED")
    assert await outcome() == ("ada@example.com", False, False, True)
    await stand.deliver(told("updated", 2))
    assert await outcome() == ("ada@example.com", False, True, True)


async def test_one_that_was_cut_off_is_done_again(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object, **__: object) -> None:
        raise AutoReconnect("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(stand.clerk.events._joining, "user_of", away)
        assert await stand.deliver(told("created", 1), "msg_x") == (503, "IDENTITY_UNAVAILABLE")
    assert [await each.count() for each in (User, ClerkEvent)] == [0, 0]
    assert await stand.deliver(told("created", 1), "msg_x") == (200, "RECEIVED")
    assert [await each.count() for each in (User, ClerkEvent)] == [1, 1]


async def test_while_social_login_is_off_only_deletions_count(
    identity: IdentityService, stand: Stand, settings: Settings, clock: MovableClock
) -> None:
    off = Stand(identity, settings.model_copy(update={"allow_social_login": False}), clock)
    await off.deliver(told("created", 1))
    assert await User.count() == 0
    await stand.deliver(told("updated", 2))
    await off.deliver(DELETED)
    assert (await outcome())[1:3] == (True, False)
    await off.http.aclose()
