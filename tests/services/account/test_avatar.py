import pytest

from services.account.avatar import checked_avatar_url, initials_of
from services.errors import InvalidInputError


@pytest.mark.parametrize(
    "url", ["https://example.com/ada.png", "https://img.example.com:443/a?s=80&d=%20", "https://[2606:4700::1111]/a"]
)
def test_a_public_https_address_is_taken_as_it_is(url: str) -> None:
    assert checked_avatar_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://example.com/ada.png",
        "https://localhost/a",
        "https://127.1/a",
        "https://ada@example.com/a",
        "https://example.com:8443/a",
        "https://example.com/a b",
        "https://example.com/\u202egnp.exe",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "//example.com/a",
        "https://example.com/" + "a" * 2_048,
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^avatarUrl: must be an https address"):
        checked_avatar_url(url)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada", "A"), ("ada king lovelace", "AL"), ("  Ada   Lovelace ", "AL"), ("王小明", "王"), ("ß", "S")],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials
