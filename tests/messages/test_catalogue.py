"""A7: every sentence for people is there in English and in Chinese, made of the same values."""

import copy
import string

import pytest

from messages import ApiName, Language, Phrase, in_language
from messages.catalogue import texts_in
from tests.messages.sources import ROOT, sentences

CHINESE = texts_in(Language.ZH)


def values_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_sentence_is_there_in_both_languages():
    assert {text: where for text, where in sentences().items() if text not in CHINESE} == {}


def test_the_catalogue_holds_nothing_that_is_not_said():
    assert CHINESE.keys() - sentences().keys() == set()
    entries = (ROOT / "messages" / "zh.po").read_text("utf-8").count("\nmsgid ")
    assert entries == len(CHINESE) + 1  # its header; none stands there twice


def test_both_languages_use_the_same_values():
    assert {text for text, chinese in CHINESE.items() if values_of(text) != values_of(chinese)} == set()


def test_no_chinese_is_left_english():
    assert {text for text, chinese in CHINESE.items() if not any(each > "\u2e7f" for each in chinese)} == set()


def test_a_phrase_is_its_english_text_and_says_it_in_chinese():
    phrase = Phrase("There is no such {kind}.", kind="payment")
    assert phrase == "There is no such payment."
    assert in_language(phrase, Language.EN) == "There is no such payment."
    assert in_language(phrase, Language.ZH) == "没有此付款。"
    assert in_language(copy.deepcopy(phrase), Language.ZH) == "没有此付款。"


def test_counts_are_grouped_and_texts_are_not():
    phrase = Phrase("This needs {required} tokens and {available} are available.", required=123456, available=999)
    assert phrase == "This needs 123,456 tokens and 999 are available."
    assert in_language(phrase, Language.ZH) == "此操作需要 123,456 个代币，可用 999 个。"
    named = Phrase("There is no such {kind}.", kind="2026")
    assert (named, in_language(named, Language.ZH)) == ("There is no such 2026.", "没有此2026。")
    assert Phrase("The wallet owes {debt} tokens.", debt=-1234567) == "The wallet owes -1,234,567 tokens."


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("Your account may not do this.", "您的账户无权执行此操作。"),
        ("nobody translated this", "nobody translated this"),
        (Phrase("nobody translated {this}", this=5), "nobody translated 5"),
        (Phrase("{field}: {problem}", field=ApiName("message"), problem="must not be empty"), "message：不能为空"),
        (
            Phrase("The next claim is possible in {time}.", time=Phrase("{minutes}m {seconds}s", minutes=5, seconds=7)),
            "5 分 7 秒后可以再次领取。",
        ),
        (Phrase("There is no such {kind}.", kind="{0.__class__} {kind}"), "没有此{0.__class__} {kind}。"),
    ],
)
def test_what_is_said_in_chinese(text: str, chinese: str) -> None:
    assert in_language(text, Language.ZH) == chinese
