import pytest

from services.errors import InvalidInputError
from services.identity.details import checked_name, checked_new_password, known_email, normal_email, normal_password
from services.identity.errors import WeakPasswordError


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ada@example.com", "ada@example.com"),
        ("  Ada.Lovelace@Example.COM ", "ada.lovelace@example.com"),
        ("admin@tokentill.example", "admin@tokentill.example"),
        ("ada@shop.test", "ada@shop.test"),
        ("ada+till@example.com", "ada+till@example.com"),
        ("ada@xn--bcher-kva.example", "ada@bücher.example"),
        ("ADA@BÜCHER.example", "ada@bücher.example"),
    ],
)
def test_an_email_has_one_stored_form(typed: str, stored: str) -> None:
    assert normal_email(typed) == stored
    assert normal_email(stored) == stored


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@localhost",
        "ada@example.com, eve@example.com",
        "Ada <ada@example.com>",
        "ada@example.com\nBcc: eve@example.com",
        "ada@example.com\0",
        "ada\ud800@example.com",
        '{"$gt": ""}',
        "a" * 65 + "@example.com",
        "ada@" + "a." * 130 + "example",
        "x" * 1_000_000,
    ],
)
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        normal_email(email)
    assert caught.value.field == "email"
    assert caught.value.code == "INVALID_INPUT"


def test_an_email_that_nobody_can_have_is_unknown_and_unstorable_text_is_refused() -> None:
    assert known_email("ada") is None
    assert known_email("ADA@example.com") == "ada@example.com"
    with pytest.raises(InvalidInputError):
        known_email("\ud800")


@pytest.mark.parametrize("name", ["A", "Ada Lovelace", "é" * 100, "王小明", "क्\u200dष", "👩\u200d💻", "x" * 100])
def test_names_of_people_are_taken(name: str) -> None:
    assert checked_name(f" {name} ") == name


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 101, "a\nb", "a\tb", "a\0b", "a\x1bb", "\u202egnp.exe", "\ud800", "\u2028", "\u200d"]
)
def test_names_that_cannot_be_shown_are_refused(name: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        checked_name(name)
    assert caught.value.field == "name"


@pytest.mark.parametrize("password", ["12345678", "x" * 256, "pass phrase with spaces", "密码密码密码密码"])
def test_passwords_of_8_to_256_characters_are_taken(password: str) -> None:
    assert checked_new_password(password, email="ada@example.com") == password


@pytest.mark.parametrize("password", ["", "1234567", "x" * 257, "Ada@Example.com"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        checked_new_password(password, email="ada@example.com")


def test_a_password_is_the_same_from_every_keyboard() -> None:
    assert normal_password("cafe\u0301 au lait") == "caf\u00e9 au lait"


@pytest.mark.parametrize("password", ["longenough\ud800", "longenough\0", "x" * 4_097])
def test_passwords_that_cannot_be_stored_are_refused(password: str) -> None:
    with pytest.raises(InvalidInputError):
        normal_password(password)
