import pytest

from models.ids import new_id
from services.identity.refresh_tokens import RefreshToken


def test_a_token_is_read_as_it_was_written() -> None:
    session_id = new_id("ses")
    token = RefreshToken.first(session_id)
    assert token.text.startswith(f"rt_{session_id}.")
    assert len(token.text) == len(session_id) + 4 + 43
    read = RefreshToken.parse(token.text)
    assert read == token
    assert read is not None
    assert (read.hash, read.family_hash) == (token.hash, token.family_hash)


def test_the_next_token_is_of_the_same_family_and_another() -> None:
    token = RefreshToken.first(new_id("ses"))
    following = token.next(b"seed")
    assert following.family_hash == token.family_hash
    assert following.hash != token.hash
    assert RefreshToken.first(token.session_id).family_hash != token.family_hash


def test_no_log_shows_it() -> None:
    token = RefreshToken.first(new_id("ses"))
    assert token.text not in repr(token)
    assert token.text.split(".")[1] not in f"{token} {token!r}"


def test_only_its_own_spelling_is_read() -> None:
    text = RefreshToken.first(new_id("ses")).text
    spellings = {RefreshToken.parse(text[:-1] + last) is not None for last in "ABCD"}
    assert spellings in ({False}, {True, False})
    bad = ["", "rt_", text + "=", text + "A", text[:-1], f" {text}", text + "\n", text.upper(), text.replace("rt_", "")]
    assert [RefreshToken.parse(each) for each in bad] == [None] * len(bad)


@pytest.mark.parametrize("text", ["\0", "\ud800", "rt_ses_" + "0" * 26 + "." + "é" * 43, "x" * 1_000_000])
def test_garbage_is_no_token(text: str) -> None:
    assert RefreshToken.parse(text) is None
