"""The language of an Accept-Language value."""

import pytest

from messages import Language, language_of, stated_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, Language.EN),
        ("", Language.EN),
        ("zh", Language.ZH),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("zh-Hant-TW", Language.ZH),
        ("ZH-cn", Language.ZH),
        ("en-GB,en;q=0.9,zh;q=0.8", Language.EN),
        ("en;q=0.1, zh;q=0.2", Language.ZH),
        ("zh;q=0", Language.EN),
        ("fr-CH, fr;q=0.9, zh;q=0.5, *;q=0.1", Language.ZH),
        ("fr, *;q=0.5, zh;q=0.1", Language.EN),
        ("de", Language.EN),
        ("zhuang", Language.EN),
        ("zh;q=2", Language.EN),
        ("zh;;q", Language.EN),
        ("\x00, zh", Language.ZH),
        ("x" * 1_000 + ",zh", Language.EN),
    ],
)
def test_the_language_that_is_liked_best(header: str | None, language: Language) -> None:
    assert language_of(header) is language


@pytest.mark.parametrize(
    ("header", "stated"),
    [
        (None, None),
        ("", None),
        ("*", None),
        ("fr, *;q=0.5", None),
        ("zh;q=0", None),
        ("en", Language.EN),
        ("fr, zh;q=0.2", Language.ZH),
        ("*, zh;q=0.5", Language.EN),
    ],
)
def test_what_a_value_says_about_our_languages(header: str | None, stated: Language | None) -> None:
    assert stated_language(header) is stated
