"""Whatever guests do at once, on two servers: each ends as one thing, with one grant, and the books add up (B3)."""

import asyncio
import random

from database.setup import Database
from models.user import Role, User, UserStatus
from services.errors import NotAuthenticatedError, TokentillError
from services.ledger.audit import audit_ledger
from tests.services.chat.calls import say
from tests.services.guests.conftest import ADDRESS, PASSWORD, available, come, device, viewer

SEED = 5
GUESTS, ACTIONS = 4, 40
WHAT = ["start", "register", "login", "chat", "refresh", "sweep"]


async def test_guests_who_do_everything_at_once_are_each_one_thing(
    new_identity, ledger, chat, clock, database: Database
) -> None:
    print("seed", SEED)
    chance = random.Random(SEED)
    servers = [new_identity(), new_identity()]
    await servers[0].register("ada@example.com", PASSWORD, "Ada")
    devices = [device() for _ in range(GUESTS)]
    guests = [await come(servers[0], key) for key in devices]

    async def act(number: int) -> tuple[str, int, object]:
        server, which, what = chance.choice(servers), chance.randrange(GUESTS), chance.choice(WHAT)
        guest_id = guests[which].account.id
        calls = {
            "start": lambda: server.start_guest(devices[which], ADDRESS),
            "register": lambda: server.register(f"new{number}@example.com", PASSWORD, "New", guest_id=guest_id),
            "login": lambda: server.login("ada@example.com", PASSWORD, guest_id=guest_id),
            "chat": lambda: chat.complete(viewer(guests[which]), say(max_tokens=50)),
            "refresh": lambda: server.refresh(guests[which].refresh_token),
            "sweep": lambda: server.guests.sweep(10),
        }
        try:
            return what, which, await calls[what]()
        except TokentillError as refused:
            return what, which, refused

    done = await asyncio.gather(*(act(number) for number in range(ACTIONS)))
    # What becomes of the others depends on who is first.
    assert {what for what, _, result in done if not isinstance(result, TokentillError)} >= {"login", "chat", "sweep"}
    clock.move(minutes=11)
    await servers[0].guests.sweep(10)
    await servers[0].complete_welcomes()

    for which, guest in enumerate(guests):
        stored = await User.find_one(User.id == guest.account.id)
        signed_up = [
            result
            for what, of, result in done
            if (what, of) == ("register", which) and not isinstance(result, TokentillError)
        ]
        assert len(signed_up) == (1 if stored.role is Role.USER else 0)
        granted = await database["ledger_entries"].find({"wallet": stored.wallet_id, "kind": "grant"}).to_list()
        in_all = sum(each["changes"][0]["amount"] for each in granted)
        assert in_all == (10_000 if signed_up else 3_000)
        if stored.status is UserStatus.MERGED:
            assert stored.role is Role.GUEST
            assert await available(ledger, guest) == 0
            for name in ("conversations", "messages"):
                assert await database[name].count_documents({"user_id": stored.id}) == 0
    of_guests = [result for what, _, result in done if what in {"start", "refresh"}]
    for each in of_guests:
        if not isinstance(each, TokentillError):
            await _is_a_guest_or_over(new_identity(), each.access_token)
    assert (await audit_ledger(database)).findings == []


async def _is_a_guest_or_over(server, access_token: str) -> None:
    """By a server that remembers nothing: no token of a guest has become one of an account."""
    try:
        assert (await server.authenticate(access_token)).role is Role.GUEST
    except NotAuthenticatedError:
        return
