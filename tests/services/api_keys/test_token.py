import hashlib

import pytest

from services.api_keys.token import ApiToken


def test_a_token_spells_itself_and_shows_its_prefix_only() -> None:
    token = ApiToken.new()
    assert len(token.text) == 8 + 12 + 1 + 43
    assert token.text.startswith(f"{token.prefix}_")
    assert ApiToken.parse(token.text) == token
    assert token.text not in repr(token)


def test_its_hash_is_that_of_the_whole_text() -> None:
    token = ApiToken.new()
    assert token.hash == hashlib.sha256(token.text.encode()).hexdigest()
    assert token.has_hash(token.hash)
    assert not token.has_hash(ApiToken.new().hash)


@pytest.mark.parametrize(
    "text",
    ["", "tk_live_", "tk_live_abcdefghij12", "tk_test_abcdefghij12_" + "A" * 43, "tk_live_ABCDEFGHIJ12_" + "A" * 43,
     "tk_live_abcdefghij12_" + "A" * 42, "tk_live_abcdefghij12_" + "A" * 44, "tk_live_abcdefghij12_" + "A" * 43 + "\n"],
)  # fmt: skip
def test_what_is_no_token(text: str) -> None:
    assert ApiToken.parse(text) is None
