"""What a start tells the person in front of it."""

from rich.console import Console

from server.banner import Started, print_banner
from settings import Settings


def told(**changed: object) -> str:
    console = Console(record=True, quiet=False, width=80)
    print_banner(console, Started(Settings(**changed), "http://127.0.0.1:8000", None))
    return console.export_text()


def test_origins_that_need_not_be_public_are_told_of():
    origins = ["http://[::1]:8080", "https://files.internal"]
    warning = "can have images fetched from http://[::1]:8080, https://files.internal, which need not be public."
    assert warning in told(attachment_private_origins=origins)
    assert "need not be public" not in told()


def test_that_only_admins_sign_in_by_password_is_told():
    warning = "ALLOW_EMAIL_LOGIN is false: by e-mail and password only admins sign in."
    assert warning in told(allow_email_login=False)
    assert "ALLOW_EMAIL_LOGIN" not in told()


def test_where_mail_goes_is_told():
    assert "/mail" in told()
    assert "not sent (SMTP_HOST is not set)" in told(environment="staging", jwt_secret="s" * 32)
    assert "Mail" not in told(smtp_host="smtp.example.com", mail_from="a@example.com")
