"""The language of an Accept-Language value."""

import pytest

from messages import Language, language_of


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
