"""Stored first, sent by a sweeper, again until it is taken."""

import asyncio
from datetime import timedelta

import pytest

from database.setup import Database
from gateways.mail import MailRefusedError, MailToSend, MailUnavailableError
from messages import Language
from models.outgoing_mail import MailKind, OutgoingMail
from services.mail import MailOrder, Outbox
from services.mail.errors import MailNotConfiguredError
from tests.support.clock import MovableClock
from tests.support.mailbox import Mailbox


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    await database["outgoing_mails"].delete_many({})


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def outbox(mailbox: Mailbox, clock: MovableClock) -> Outbox:
    return Outbox(mailbox, clock)


def order(key: str = "key-1", **more: object) -> MailOrder:
    parts = {
        "kind": MailKind.PASSWORD_CHANGED,
        "to": "ada@example.com",
        "language": Language.EN,
        "good_for": timedelta(hours=24),
        **more,
    }
    return MailOrder(key=key, **parts)


async def prepare(row: OutgoingMail) -> MailToSend | None:
    return MailToSend(id=row.id, to=row.to, subject="s", text="t", html="h")


async def rows() -> list[OutgoingMail]:
    return await OutgoingMail.find_all().to_list()


async def test_an_order_is_sent_once_however_often_it_is_given(outbox: Outbox, mailbox: Mailbox) -> None:
    for _ in range(3):
        await outbox.put(order())
    assert await outbox.sweep(prepare, 100) == 1
    assert await outbox.sweep(prepare, 100) == 0
    await outbox.put(order())
    await outbox.sweep(prepare, 100)
    assert [mail.to for mail in mailbox.mails] == ["ada@example.com"]
    (row,) = await rows()
    assert (row.outcome, row.next_try_at, row.to) == ("sent", None, "")  # the address is not kept


async def test_while_the_mail_server_is_away_it_is_tried_later_and_later(
    outbox: Outbox, mailbox: Mailbox, clock: MovableClock
) -> None:
    await outbox.put(order())
    mailbox.failure = MailUnavailableError("away")
    pauses = []
    for _ in range(8):
        assert await outbox.sweep(prepare, 100) == 0
        (row,) = await rows()
        assert row.next_try_at is not None
        pauses.append((row.next_try_at - clock.now).total_seconds())
        clock.move(seconds=pauses[-1])
    assert pauses == [60, 120, 300, 600, 1_200, 3_600, 3_600, 3_600]
    mailbox.failure = None
    assert await outbox.sweep(prepare, 100) == 1


async def test_what_is_too_late_is_given_up(outbox: Outbox, mailbox: Mailbox, clock: MovableClock) -> None:
    await outbox.put(order(good_for=timedelta(minutes=30)))
    mailbox.failure = MailUnavailableError("away")
    await outbox.sweep(prepare, 100)
    mailbox.failure = None
    clock.move(minutes=30)
    assert await outbox.sweep(prepare, 100) == 0
    (row,) = await rows()
    assert (row.outcome, row.next_try_at, mailbox.mails) == ("late", None, [])
    assert row.expires_at - clock.now == timedelta(days=1)


async def test_a_refusal_is_final_and_keeps_nobody_else_waiting(outbox: Outbox, mailbox: Mailbox) -> None:
    refused = True

    class Picky:
        async def send(self, mail: MailToSend) -> None:
            if mail.to == "nobody@example.com" and refused:
                raise MailRefusedError("SMTPRecipientRefused 550")
            await mailbox.send(mail)

    picky = Outbox(Picky(), outbox._clock)
    await picky.put(order("key-1", to="nobody@example.com"))
    await picky.put(order("key-2"))
    assert await picky.sweep(prepare, 100) == 1
    assert sorted(row.outcome or "" for row in await rows()) == ["refused", "sent"]


async def test_a_crash_between_sending_and_noting_it_sends_the_same_mail_once_more(
    outbox: Outbox, mailbox: Mailbox, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await outbox.put(order())

    async def die(*_: object) -> str:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "_end", die)
        with pytest.raises(asyncio.CancelledError):
            await outbox.sweep(prepare, 100)
    other_server = Outbox(mailbox, clock)
    assert await other_server.sweep(prepare, 100) == 0  # not at once
    clock.move(seconds=60)
    assert await other_server.sweep(prepare, 100) == 1
    assert await other_server.sweep(prepare, 100) == 0
    assert len({mail.id for mail in mailbox.mails}) == 1
    assert len(mailbox.mails) == 2


async def test_two_servers_share_the_work(outbox: Outbox, mailbox: Mailbox, clock: MovableClock) -> None:
    for number in range(20):
        await outbox.put(order(f"key-{number}"))
    servers = [outbox, Outbox(mailbox, clock)]
    assert sum(await asyncio.gather(*(server.sweep(prepare, 100) for server in servers))) == 20
    assert len(mailbox.mails) == len({mail.id for mail in mailbox.mails}) == 20


async def test_without_a_way_to_send_nothing_is_stored(clock: MovableClock) -> None:
    silent = Outbox(None, clock)
    await silent.put(order())
    assert await rows() == []
    assert await silent.sweep(prepare, 100) == 0
    with pytest.raises(MailNotConfiguredError):
        silent.require()
