"""From the settings to a real mail server."""

from database.setup import Database
from server.container import Container
from settings import Settings
from tests.support.smtp_server import smtp_server


async def test_what_the_settings_name_gets_the_mail(database: Database, settings: Settings) -> None:
    async with smtp_server() as post:
        smtp = {
            "smtp_host": "127.0.0.1",
            "smtp_port": post.port,
            "smtp_security": "none",
            "mail_from": "Tokentill <no-reply@tokentill.example>",
            "app_url": "https://app.example",
        }
        container = Container(settings.model_copy(update=smtp))
        async with container.connected():
            identity = container.services.identity
            await identity.register("ada@example.com", "a long enough passphrase", "Ada")
            post.answer_to_data = "451 later"
            assert await identity.send_mails() == 0
            assert await database["outgoing_mails"].count_documents({"outcome": None}) == 1
            await database["outgoing_mails"].update_many({}, {"$set": {"next_try_at": container.clock()}})
            post.answer_to_data = "250 OK"
            assert await identity.send_mails() == 1
    assert [envelope.rcpt_tos for envelope in post.envelopes] == [["ada@example.com"]] * 2
    first, second = (envelope.content for envelope in post.envelopes)
    link = b"https://app.example/verify-email?token=3Dlnk_"
    assert link in first.replace(b"=\r\n", b"")
    for name in (b"Message-ID", b"token=3D"):
        lines = [
            [line for line in each.replace(b"=\r\n", b"").split(b"\r\n") if name in line] for each in (first, second)
        ]
        assert lines[0] == lines[1] != []  # the same mail, the same link
