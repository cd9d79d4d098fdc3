"""Chats that a team pays for: whose wallet, whose cap, whose record, through failures and crashes (B9)."""

import asyncio
from contextlib import aclosing

import pytest

from gateways.providers import OfflineProvider
from models.allowance import Allowance
from models.generation import Generation, GenerationStatus
from models.ids import new_id
from models.team import Team
from models.team_member import TeamMember, TeamRole
from services.catalog.models import ModelCatalog
from services.chat import AskedAttachment, ChatDelta, ChatService
from services.chat.errors import AttachmentRefusedError, ChatFailedError
from services.errors import NotFoundError
from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError, InsufficientTokensError
from services.teams.errors import TeamCapReachedError, TeamsNotOfferedError
from services.teams.people import TeamPeople
from tests.services.chat.calls import all_events, say, stored, untouched
from tests.services.chat.conftest import TOKENS
from tests.support.admission import admission
from tests.support.image_host import PNG, image_host, ok
from tests.support.upstream import HANG, answer, chunk
from tests.support.waiting import until

COST = 15


def joined(team: Team, user_id: str, role: TeamRole, **more) -> TeamMember:
    return TeamMember(
        id=f"{team.id}:{user_id}",
        team_id=team.id,
        wallet_id=team.wallet_id,
        user_id=user_id,
        role=role,
        joined_at=team.created_at,
        **more,
    )


@pytest.fixture
async def team(ledger, clock):
    made = Team(name="Aces", made_as="Aces", created_by="usr_1", client_key=new_id("key"), created_at=clock.now)
    await made.insert()
    await ledger.grant(made.wallet_id, "test:grant", source=GrantSource.ADMIN, amount=TOKENS)
    return made


@pytest.fixture
async def member(team, viewer):
    """The viewer's row in the team."""
    row = joined(team, viewer.user_id, TeamRole.MEMBER)
    await row.insert()
    return row


@pytest.fixture
def cap(member):
    async def set_cap(tokens):
        await member.set({"daily_cap": tokens})

    return set_cap


@pytest.fixture
def standing(ledger, team, member):
    """What the team's wallet holds, holds back and has spent, and what the member has used, and may be using."""

    async def now():
        balance, row = await ledger.balance(team.wallet_id), await TeamMember.get(member.id)
        return balance.available, balance.held, balance.lifetime_spent, int(row.day_tokens), len(row.reserved)

    return now


async def test_the_team_pays_and_the_record_names_the_member(chat, viewer, team, member, standing, ledger, database):
    request = say(team_id=team.id)
    completed = await chat.complete(viewer, request)
    cost = completed.usage.cost
    assert completed.balance.available == TOKENS - cost
    assert await standing() == (TOKENS - cost, 0, cost, cost, 0)
    assert await untouched(ledger, viewer)
    entry = await database["ledger_entries"].find_one({"wallet": team.wallet_id, "usage": {"$exists": True}})
    assert (entry["usage"]["member_id"], entry["usage"]["message_id"]) == (viewer.user_id, completed.reply.id)
    assert (await chat.complete(viewer, request)).reply.id == completed.reply.id
    assert await standing() == (TOKENS - cost, 0, cost, cost, 0)
    assert (await audit_ledger(database, wallet=team.wallet_id)).findings == []


async def test_the_audit_names_a_charge_of_somebody_else(chat, viewer, team, member, database):
    await chat.complete(viewer, say(team_id=team.id))
    await Generation.find({"team_id": team.id}).update({"$set": {"user_id": "usr_other"}})
    found = (await audit_ledger(database, wallet=team.wallet_id)).findings
    assert [finding.rule for finding in found] == ["generation"]
    assert "usr_other" in found[0].detail


async def test_the_same_key_means_the_same_payer(chat, viewer, team, member):
    request = say(team_id=team.id)
    await chat.complete(viewer, request)
    with pytest.raises(IdempotencyConflictError):
        await chat.complete(viewer, say(request.message, idempotency_key=request.idempotency_key))


async def test_who_is_not_in_the_team_spends_nothing_of_it(chat, new_viewer, team, ledger):
    stranger = await new_viewer()
    for team_id in (team.id, new_id("team"), "x"):
        with pytest.raises(NotFoundError) as refused:
            await chat.complete(stranger, say(team_id=team_id))
        assert refused.value.kind == "team"
    assert (await ledger.balance(team.wallet_id)).lifetime_spent == 0
    assert await Generation.find({"user_id": stranger.user_id}).count() == 0


async def test_without_the_switch_no_team_pays(chat, viewer, team, member, monkeypatch):
    monkeypatch.setattr(chat._finisher._admission._caps, "_offered", False)
    with pytest.raises(TeamsNotOfferedError):
        await chat.complete(viewer, say(team_id=team.id))


async def test_a_long_reply_is_shortened_to_what_the_cap_leaves_unless_a_length_is_named(
    chat, viewer, team, member, cap, standing
):
    await cap(600)
    with pytest.raises(TeamCapReachedError):
        await chat.complete(viewer, say(team_id=team.id, max_tokens=4_000))
    assert await standing() == (TOKENS, 0, 0, 0, 0)
    await chat.complete(viewer, say(team_id=team.id))
    request = say(team_id=team.id)
    await cap((await TeamMember.get(member.id)).day_tokens + 200)
    with pytest.raises(TeamCapReachedError):
        await chat.complete(viewer, request)
    assert await Generation.find({"client_key": request.idempotency_key}).count() == 0
    assert (await Allowance.get(viewer.user_id)).running == []


async def test_an_empty_wallet_refuses_before_the_cap_counts_anything(chat, viewer, team, member, ledger, standing):
    await ledger.spend(team.wallet_id, "test:all", amount=TOKENS)
    with pytest.raises(InsufficientTokensError):
        await chat.complete(viewer, say(team_id=team.id))
    assert (await standing())[3:] == (0, 0)


async def test_chats_at_once_on_two_servers_stay_within_the_cap(
    chat_with, upstream, viewer, team, member, cap, standing
):
    held = 256 + 5 + 16 + 20
    await cap(5 * held)
    upstream.replies = [answer("hello", prompt=10, completion=5)] * 20
    servers = [chat_with(), chat_with()]
    tries = await asyncio.gather(
        *(server.complete(viewer, say(team_id=team.id, max_tokens=20)) for server in servers * 10),
        return_exceptions=True,
    )
    done = [each for each in tries if not isinstance(each, Exception)]
    assert {type(each) for each in tries if isinstance(each, Exception)} <= {TeamCapReachedError}
    assert len(done) >= 5
    spent = COST * len(done)
    assert spent <= 5 * held
    assert await standing() == (TOKENS - spent, 0, spent, spent, 0)


async def test_callers_with_one_key_on_two_servers_are_counted_once(
    chat_with, upstream, viewer, team, member, standing
):
    upstream.replies = [answer("hello", prompt=10, completion=5)] * 4
    servers, request = [chat_with(), chat_with()], say(team_id=team.id)
    results = await asyncio.gather(*(server.complete(viewer, request) for server in servers * 3))
    assert len({each.reply.id for each in results}) == 1
    assert await standing() == (TOKENS - COST, 0, COST, COST, 0)


async def test_a_failed_chat_counts_for_nothing_and_its_key_tries_again(
    chat_with, upstream, viewer, team, member, standing
):
    upstream.replies = [
        [503, ("code", None)],
        [503, ("code", None)],
        [503, ("code", None)],
        answer("hello", prompt=10, completion=5),
    ]
    chat, request = chat_with(), say(team_id=team.id)
    with pytest.raises(ChatFailedError):
        await chat.complete(viewer, request)
    assert await standing() == (TOKENS, 0, 0, 0, 0)
    assert (await chat.complete(viewer, request)).reply.content == "hello"
    assert (await standing())[1:] == (0, 15, 15, 0)


async def crashed(chat, viewer, request):
    """A generation whose server died in the middle of the reply."""
    async with aclosing(chat.stream(viewer, request)) as events:
        async for event in events:
            if isinstance(event, ChatDelta):
                break
    tasks = list(chat._running._tasks.values())
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    return await stored(viewer, request)


async def test_what_a_crash_left_is_given_back_by_the_recovery_once(
    chat_with, upstream, viewer, team, member, standing, clock
):
    upstream.replies = [[chunk("Hel"), HANG], answer("again", prompt=10, completion=5)]
    request = say(team_id=team.id)
    generation = await crashed(chat_with(), viewer, request)
    held = int(generation.held)
    assert await standing() == (TOKENS - held, held, 0, held, 1)
    clock.move(seconds=31)
    assert sum(await asyncio.gather(*(chat_with().recover(10) for _ in range(3)))) == 1
    assert await standing() == (TOKENS, 0, 0, 0, 0)
    assert (await chat_with().complete(viewer, request)).reply.content == "again"
    assert await standing() == (TOKENS - COST, 0, COST, COST, 0)


async def test_a_reply_is_stopped_for_who_is_removed_and_what_came_is_charged(
    chat_with, upstream, viewer, team, member, ledger, clock
):
    await joined(team, "usr_owner", TeamRole.OWNER).insert()
    upstream.replies = [[chunk("Hello"), HANG]]
    chat, request = chat_with(), say(team_id=team.id)
    async with aclosing(chat.stream(viewer, request)) as events:
        async for event in events:
            if isinstance(event, ChatDelta):
                await TeamPeople(clock).remove("usr_owner", team.id, viewer.user_id)
                break
    found = await stored(viewer, request)
    assert (found.status, found.cancel_requested) == (GenerationStatus.RUNNING, True)
    chat.stop_those_of({viewer.user_id})
    last = (await all_events(chat, viewer, request))[-1]
    assert last.reply.content == "Hello"
    balance, row = await ledger.balance(team.wallet_id), await TeamMember.get(member.id)
    assert (balance.held, balance.lifetime_spent, int(row.day_tokens), row.reserved) == (
        0,
        last.usage.cost,
        last.usage.cost,
        [],
    )
    with pytest.raises(NotFoundError):
        await chat.complete(viewer, say(team_id=team.id))


async def test_who_is_removed_while_a_chat_is_prepared_holds_nothing(chat, viewer, team, member, standing, monkeypatch):
    beginning = chat._beginning
    insert = beginning._store.insert

    async def slow_insert(generation):
        await member.set({"role": None})
        return await insert(generation)

    monkeypatch.setattr(beginning._store, "insert", slow_insert)
    request = say(team_id=team.id)
    with pytest.raises(NotFoundError):
        await chat.complete(viewer, request)

    async def ended():
        return (await stored(viewer, request)).status is GenerationStatus.FAILED

    await until(ended)
    assert await standing() == (TOKENS, 0, 0, 0, 0)


@pytest.fixture
async def with_images(ledger, settings, clock):
    """A chat that may fetch `/a.png`, which is there, and `/none.png`, which is not."""
    async with image_host() as host:
        host.answers["/a.png"] = [*ok(PNG)]
        told = settings.model_copy(update={"attachment_private_origins": [host.origin]})
        catalog = ModelCatalog([OfflineProvider(pause_scale=0.1)], told, clock)
        service = ChatService(ledger, catalog, told, clock, admission(told, clock))

        def ask(team, path):
            attached = (AskedAttachment(host.url(path), "image/png"),)
            return say(team_id=team.id, attachments=attached, max_tokens=100)

        yield service, ask
        await service.stop(5)
        await catalog.close()


async def test_what_is_counted_while_an_image_is_fetched_is_not_counted_twice(
    with_images, viewer, team, member, cap, standing
):
    chat, ask = with_images
    with pytest.raises(AttachmentRefusedError):
        await chat.complete(viewer, ask(team, "/none.png"))
    assert await standing() == (TOKENS, 0, 0, 0, 0)
    held = int((await chat.complete(viewer, ask(team, "/a.png"))).usage.cost)
    assert await standing() == (TOKENS - held, 0, held, held, 0)
    await cap(held)
    with pytest.raises(TeamCapReachedError):
        await chat.complete(viewer, ask(team, "/a.png"))
    assert (await standing())[3:] == (held, 0)
