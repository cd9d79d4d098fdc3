from pathlib import Path

import pytest

from settings import Settings, load_settings
from settings.names import READ_AS


def load(env: dict[str, str], env_file: Path | None = None) -> tuple[Settings, list[str]]:
    warnings: list[str] = []
    return load_settings(env, env_file, warnings.append), warnings


@pytest.mark.parametrize("older", sorted(READ_AS))
def test_every_older_name_leads_to_a_setting_of_today(older: str) -> None:
    assert READ_AS[older].lower() in Settings.model_fields
    assert older.lower() not in Settings.model_fields


def test_an_older_name_is_read_and_says_so() -> None:
    settings, warnings = load({"MONGO_URI": "mongodb://old.example", "MAX_TOKENS_PER_REQUEST": "123"})
    assert settings.mongodb_uri is not None
    assert settings.mongodb_uri.get_secret_value() == "mongodb://old.example"
    assert settings.chat_max_tokens == 123
    assert warnings == [
        "MAX_TOKENS_PER_REQUEST: read as CHAT_MAX_TOKENS, its name today",
        "MONGO_URI: read as MONGODB_URI, its name today",
    ]


def test_todays_name_wins() -> None:
    settings, warnings = load({"MONGO_URI": "mongodb://old.example", "MONGODB_URI": "mongodb://new.example"})
    assert settings.mongodb_uri is not None
    assert settings.mongodb_uri.get_secret_value() == "mongodb://new.example"
    assert warnings == ["MONGO_URI: not read, since MONGODB_URI, its name today, is set"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("MODEL_CACHE_DURATION", "not read; set MODEL_CACHE_SECONDS, in seconds"),
        (
            "JWT_REFRESH_SECRET",
            "not used; refresh tokens are random and stored hashed, so that there is nothing to sign",
        ),
        ("CREDS_KEY", "not read; set MASTER_KEY, 32 random bytes in hexadecimal or base64"),
        ("CREDS_IV", "not used; every secret is sealed with a random nonce of its own, under MASTER_KEY"),
        ("EMAIL_SERVICE", "not used; name the server by SMTP_HOST"),
        ("SMTP_SECURE", "not read; set SMTP_SECURITY to tls, starttls or none"),
        ("SMTP_HOSTNAME", "there is no such setting"),
        ("USE_REDIS", "not used; Redis is used where REDIS_URI is set, for rate limits alone"),
        ("REDIS_PASSWORD", "not used; the address, user and password of Redis are all in REDIS_URI"),
        ("RATE_LIMIT_WINDOW_MS", "not read; set RATE_LIMIT_ANONYMOUS, such as 100/15 minutes"),
        ("STRIPE_SECRETKEY", "there is no such setting; STRIPE_SECRET_KEY may be meant"),
        ("MAX_BODY_BYTE", "there is no such setting; MAX_BODY_BYTES may be meant"),
        ("TOKENTILL_FOO", "there is no such setting"),
    ],
)
def test_a_name_that_is_not_read_is_answered(name: str, answer: str) -> None:
    settings, warnings = load({name: "1"})
    assert settings == Settings()
    assert warnings == [f"{name}: {answer}"]


def test_names_of_other_programs_are_none_of_our_business() -> None:
    assert load({"PATH": "/bin", "HOME": "/root", "EDITOR": "vi", "LANG": "C.UTF-8", "PORT": "80"}) == (Settings(), [])


def test_every_unknown_name_in_the_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("EDITOR=vi\nclaim_tokens=3\n")
    settings, warnings = load({}, file)
    assert settings.claim_tokens == 3
    assert warnings == ["EDITOR: there is no such setting"]
