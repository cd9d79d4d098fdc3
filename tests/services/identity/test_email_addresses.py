"""An address is proved by a link in a mail to it, and changed by one to the new one."""

import asyncio

import pytest

from database.setup import Database
from messages import Language
from models.user import User, UserStatus
from services.errors import InvalidInputError
from services.identity.account import SignedIn
from services.identity.errors import (
    EmailTakenError,
    EmailVerifiedError,
    LinkInvalidError,
    PasswordNeededError,
    PasswordNotSetError,
    TooManyAttemptsError,
    WrongPasswordError,
)
from services.identity.service import IdentityService
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.mail import Outbox
from services.mail.errors import MailNotConfiguredError, TooManyMailsError
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock
from tests.support.mailbox import Mailbox

ADA, NEW = "ada@example.com", "new@example.com"
PASSWORD = "a long enough passphrase, 42"


async def register(identity: IdentityService, email: str = ADA) -> tuple[SignedIn, Viewer]:
    signed_in = await identity.register(email, PASSWORD, "Ada")
    return signed_in, await identity.authenticate(signed_in.access_token)


async def verified(identity: IdentityService, user_id: str) -> bool:
    return (await identity.profile(user_id)).email_verified


async def test_a_new_account_is_mailed_a_link_that_proves_its_address_once(
    mailing: IdentityService, mailbox: Mailbox, database: Database
) -> None:
    signed_in, _ = await register(mailing)
    assert not signed_in.account.email_verified
    assert await mailing.send_mails() == 1
    (mail,) = mailbox.of(ADA)
    assert mail.subject == "Confirm your e-mail address for tokens.example"
    token = mailbox.token(ADA)
    assert f"\nhttps://tokens.example/verify-email?token={token}\n" in mail.text
    assert "Ada" not in mail.text + mail.html  # what a stranger typed is mailed to nobody
    stored = repr([await database[name].find().to_list() for name in ("outgoing_mails", "account_links")])
    assert token.split(".")[1] not in stored
    assert await mailing.addresses.verify(token, password=PASSWORD) == ADA
    assert await verified(mailing, signed_in.account.id)
    with pytest.raises(LinkInvalidError):
        await mailing.addresses.verify(token, password=PASSWORD)


async def test_a_click_does_not_confirm_the_account_that_a_stranger_made(
    mailing: IdentityService, mailbox: Mailbox
) -> None:
    stranger, _ = await register(mailing)  # with the address of somebody else, who has an account by another
    _, reader = await register(mailing, NEW)
    await mailing.send_mails()
    token = mailbox.token(ADA)
    for caller in (None, reader.user_id):
        with pytest.raises(PasswordNeededError):
            await mailing.addresses.verify(token, caller=caller)
    with pytest.raises(WrongPasswordError):
        await mailing.addresses.verify(token, caller=reader.user_id, password="a password of one's own")
    assert not await verified(mailing, stranger.account.id)
    assert await mailing.addresses.verify(token, caller=stranger.account.id) == ADA  # the link is still good


async def test_a_click_does_not_give_an_address_to_the_account_of_a_stranger(
    mailing: IdentityService, mailbox: Mailbox
) -> None:
    _, stranger = await register(mailing)
    await mailing.addresses.change(stranger, NEW, PASSWORD, Language.EN)
    await mailing.send_mails()
    with pytest.raises(PasswordNeededError):
        await mailing.addresses.verify(mailbox.token(NEW))
    assert (await mailing.profile(stranger.user_id)).email == ADA


async def test_guesses_at_a_password_behind_a_link_are_counted(mailing: IdentityService, mailbox: Mailbox) -> None:
    signed_in, _ = await register(mailing)
    await mailing.send_mails()
    token = mailbox.token(ADA)
    for _ in range(6):
        with pytest.raises(WrongPasswordError):
            await mailing.addresses.verify(token, password="another passphrase")
    with pytest.raises(TooManyAttemptsError):
        await mailing.addresses.verify(token, password=PASSWORD)
    assert not await verified(mailing, signed_in.account.id)


async def test_a_link_ends_after_a_day(mailing: IdentityService, mailbox: Mailbox, clock: MovableClock) -> None:
    signed_in, _ = await register(mailing)
    await mailing.send_mails()
    clock.move(hours=24)
    with pytest.raises(LinkInvalidError):
        await mailing.addresses.verify(mailbox.token(ADA), password=PASSWORD)
    assert not await verified(mailing, signed_in.account.id)


async def test_of_many_that_follow_a_link_at_once_one_does(mailing: IdentityService, mailbox: Mailbox) -> None:
    await register(mailing)
    await mailing.send_mails()
    token = mailbox.token(ADA)
    results = await asyncio.gather(
        *(mailing.addresses.verify(token, password=PASSWORD) for _ in range(8)), return_exceptions=True
    )
    assert results.count(ADA) == 1
    assert sum(isinstance(result, LinkInvalidError) for result in results) == 7


@pytest.mark.parametrize("change", ["other purpose", "other id", "other end", "no dot", "other case", "long", ""])
async def test_a_token_that_is_not_ours_does_nothing(mailing: IdentityService, mailbox: Mailbox, change: str) -> None:
    signed_in, _ = await register(mailing)
    await mailing.send_mails()
    link_id, signature = mailbox.token(ADA).split(".")
    token = {
        "other purpose": mailbox.token(ADA),
        "other id": f"lnk_{'0' * 26}.{signature}",
        "other end": f"{link_id}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        "no dot": link_id + signature,
        "other case": f"{link_id.upper()}.{signature}",
        "long": f"{link_id}.{signature}\n",
        "": "",
    }[change]
    follow = mailing.password_changes.reset(token, "another passphrase")
    if change != "other purpose":
        follow.close()
        follow = mailing.addresses.verify(token, password=PASSWORD)
    with pytest.raises(LinkInvalidError):
        await follow
    assert not await verified(mailing, signed_in.account.id)


async def test_a_link_of_another_secret_is_worth_nothing(
    mailing: IdentityService, ledger: Ledger, settings: Settings, clock: MovableClock
) -> None:
    await register(mailing)
    box = Mailbox()
    thief = IdentityService(
        settings=settings, clock=clock, ledger=ledger, signing_secret="x" * 40, outbox=Outbox(box, clock)
    )
    await thief.send_mails()  # all that the database holds makes no good link without the secret
    with pytest.raises(LinkInvalidError):
        await mailing.addresses.verify(box.token(ADA), password=PASSWORD)
    thief.close()


async def test_another_mail_can_be_asked_for_three_times_an_hour(
    mailing: IdentityService, mailbox: Mailbox, clock: MovableClock
) -> None:
    _, viewer = await register(mailing)
    for _ in range(3):
        assert await mailing.addresses.send_verification(viewer, Language.ZH) == ADA
    with pytest.raises(TooManyMailsError) as caught:
        await mailing.addresses.send_verification(viewer, Language.ZH)
    assert caught.value.seconds_left == 3_600
    await mailing.send_mails()
    subjects = [mail.subject for mail in mailbox.of(ADA)]
    assert subjects.count("请确认您在 tokens.example 的电子邮箱") == 3
    await mailing.addresses.verify(mailbox.token(ADA), password=PASSWORD)
    with pytest.raises(EmailVerifiedError):
        await mailing.addresses.send_verification(viewer, Language.ZH)


async def test_a_repeated_call_with_its_key_mails_once(mailing: IdentityService, mailbox: Mailbox) -> None:
    _, viewer = await register(mailing)
    await mailing.send_mails()
    for _ in range(5):
        assert await mailing.addresses.send_verification(viewer, Language.EN, "key-1") == ADA
        await mailing.send_mails()
    assert len(mailbox.of(ADA)) == 2
    with pytest.raises(InvalidInputError):
        await mailing.addresses.send_verification(viewer, Language.EN, "no key")


async def test_a_mail_is_in_the_language_that_its_user_chose(mailing: IdentityService, mailbox: Mailbox) -> None:
    signed_in, _ = await register(mailing)
    await User.get_pymongo_collection().update_one(
        {"_id": signed_in.account.id}, {"$set": {"preferences.language": "zh"}}
    )
    await mailing.send_mails()
    assert mailbox.mails[0].subject == "请确认您在 tokens.example 的电子邮箱"


async def test_an_address_changes_when_the_link_to_the_new_one_is_followed(
    mailing: IdentityService, mailbox: Mailbox
) -> None:
    signed_in, viewer = await register(mailing)
    await mailing.send_mails()
    old_link = mailbox.token(ADA)
    assert await mailing.addresses.change(viewer, " New@Example.com", PASSWORD, Language.EN) == NEW
    assert (await mailing.profile(viewer.user_id)).email == ADA
    await mailing.send_mails()
    assert [mail.subject for mail in mailbox.of(ADA)[1:]] == [
        "Your e-mail address at tokens.example is about to change"
    ]
    assert await mailing.addresses.verify(mailbox.token(NEW), password=PASSWORD) == NEW
    account = await mailing.profile(viewer.user_id)
    assert (account.email, account.email_verified) == (NEW, True)
    with pytest.raises(LinkInvalidError):
        await mailing.addresses.verify(old_link, password=PASSWORD)
    await mailing.send_mails()
    assert mailbox.of(ADA)[-1].subject == "Your e-mail address at tokens.example was changed"
    await mailing.login(NEW, PASSWORD)
    assert (await mailing.authenticate(signed_in.access_token)).user_id == viewer.user_id


async def test_an_address_that_somebody_has_gets_no_mail_and_nobody_is_told(
    mailing: IdentityService, mailbox: Mailbox
) -> None:
    _, viewer = await register(mailing)
    await register(mailing, "eve@example.com")
    await mailing.send_mails()
    before = len(mailbox.of("eve@example.com"))
    assert await mailing.addresses.change(viewer, "eve@example.com", PASSWORD, Language.EN) == "eve@example.com"
    await mailing.send_mails()
    assert len(mailbox.of("eve@example.com")) == before


async def test_a_reset_ends_a_change_that_a_thief_asked_for_even_before_its_mail_is_sent(
    mailing: IdentityService, mailbox: Mailbox
) -> None:
    _, thief = await register(mailing)
    await mailing.password_changes.request_reset(ADA, Language.EN)
    await mailing.send_mails()
    await mailing.addresses.change(thief, NEW, PASSWORD, Language.EN)
    await mailing.password_changes.reset(mailbox.token(ADA, "reset-password"), "another passphrase")
    await mailing.send_mails()
    with pytest.raises(LinkInvalidError):
        await mailing.addresses.verify(mailbox.token(NEW), password="another passphrase")
    assert (await mailing.profile(thief.user_id)).email == ADA


async def test_of_two_that_want_an_address_the_index_decides(mailing: IdentityService, mailbox: Mailbox) -> None:
    _, ada = await register(mailing)
    await mailing.addresses.change(ada, NEW, PASSWORD, Language.EN)
    await mailing.send_mails()
    token = mailbox.token(NEW)
    await register(mailing, NEW)
    with pytest.raises(EmailTakenError):
        await mailing.addresses.verify(token, password=PASSWORD)
    assert (await mailing.profile(ada.user_id)).email == ADA


async def test_a_change_needs_the_password_and_its_guesses_are_counted(
    mailing: IdentityService, database: Database
) -> None:
    _, viewer = await register(mailing)
    orders = await database["outgoing_mails"].count_documents({})
    for _ in range(6):
        with pytest.raises(WrongPasswordError):
            await mailing.addresses.change(viewer, NEW, "wrong horse", Language.EN)
    with pytest.raises(TooManyAttemptsError):
        await mailing.addresses.change(viewer, NEW, PASSWORD, Language.EN)
    await mailing.login(ADA, PASSWORD)  # a thief's guesses do not keep the owner out
    assert await database["outgoing_mails"].count_documents({}) == orders


async def test_a_change_is_refused_to_who_has_no_password_and_to_the_same_address(mailing: IdentityService) -> None:
    _, viewer = await register(mailing)
    with pytest.raises(InvalidInputError):
        await mailing.addresses.change(viewer, "ADA@example.com", PASSWORD, Language.EN)
    await User.get_pymongo_collection().update_one({"_id": viewer.user_id}, {"$set": {"password_hash": None}})
    with pytest.raises(PasswordNotSetError):
        await mailing.addresses.change(viewer, NEW, PASSWORD, Language.EN)


async def test_no_link_of_a_suspended_user_does_anything(mailing: IdentityService, mailbox: Mailbox) -> None:
    signed_in, viewer = await register(mailing)
    await mailing.addresses.change(viewer, NEW, PASSWORD, Language.EN)
    await mailing.send_mails()
    await User.get_pymongo_collection().update_one(
        {"_id": viewer.user_id}, {"$set": {"status": UserStatus.SUSPENDED.value}}
    )
    for address in (ADA, NEW):
        token = mailbox.token(address)
        with pytest.raises(LinkInvalidError):
            await mailing.addresses.verify(token, password=PASSWORD)
    account = await mailing.profile(signed_in.account.id)
    assert (account.email, account.email_verified) == (ADA, False)


async def test_without_mail_people_sign_up_and_what_needs_mail_is_refused(
    mailing: IdentityService, ledger: Ledger, settings: Settings, clock: MovableClock, database: Database
) -> None:
    silent = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    _, viewer = await register(silent)
    with pytest.raises(MailNotConfiguredError):
        await silent.addresses.send_verification(viewer, Language.EN)
    with pytest.raises(MailNotConfiguredError):
        await silent.addresses.change(viewer, NEW, PASSWORD, Language.EN)
    with pytest.raises(MailNotConfiguredError):
        await silent.password_changes.request_reset(ADA, Language.EN)
    assert await silent.password_changes.change(viewer, PASSWORD, "another passphrase", Language.EN) == 0
    assert await database["outgoing_mails"].count_documents({}) == 0
    silent.close()
