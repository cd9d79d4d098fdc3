"""What the settings of mail must say together."""

import pytest

from settings import Settings, SettingsError, load_settings
from tests.settings.test_loading import PRODUCTION

MAIL = {"SMTP_HOST": "smtp.example.com", "MAIL_FROM": "Tokentill <no-reply@example.com>"}


def problems(env: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(env, env_file=None)
    return caught.value.problems


def test_a_server_and_a_sender_are_enough() -> None:
    settings = load_settings(PRODUCTION | MAIL, env_file=None)
    assert isinstance(settings, Settings)
    assert (settings.smtp_security, settings.smtp_port) == ("starttls", None)


@pytest.mark.parametrize(
    ("env", "problem"),
    [
        ({"SMTP_HOST": "smtp.example.com"}, "MAIL_FROM: is required when SMTP_HOST is set"),
        (MAIL | {"SMTP_USERNAME": "me"}, "SMTP_PASSWORD: is required when SMTP_USERNAME is set"),
        (MAIL | {"SMTP_PASSWORD": "p"}, "SMTP_USERNAME: is required when SMTP_PASSWORD is set"),
        ({"SMTP_USERNAME": "me", "SMTP_PASSWORD": "p"}, "SMTP_HOST: is required when SMTP_USERNAME is set"),
        (
            PRODUCTION | MAIL | {"SMTP_SECURITY": "none"},
            "SMTP_SECURITY: must be tls or starttls in production; links in mails open accounts",
        ),
        (
            PRODUCTION | {"APP_URL": "http://app.example.com"},
            "APP_URL: must begin with https:// in production; links to it open accounts",
        ),
    ],
)
def test_what_does_not_go_together_is_named(env: dict[str, str], problem: str) -> None:
    assert problems(env) == [problem]


@pytest.mark.parametrize(
    "sender", ["nobody", "a@b@c", "Me <me@example.com>\nBcc: eve@example.com", "a@example.com, b@example.com", "<>"]
)
def test_a_sender_is_one_address(sender: str) -> None:
    (problem,) = problems({"MAIL_FROM": sender})
    assert problem.startswith("MAIL_FROM: must be an address such as")
