"""Which messages a branch has, and what search makes of texts."""

import pytest

from models.conversation import Branch
from services.chat.branches import Piece, branch_filter, chain_of
from services.errors import InvalidInputError
from services.search_text import INDEXED_CHARACTERS, search_text_of, text_query

BRANCHES = [
    Branch(number=1, parent=0, after=3),
    Branch(number=2, parent=1, after=5),
    Branch(number=3, parent=None, after=-1),
    Branch(number=4, parent=3, after=9),
]


@pytest.mark.parametrize(
    ("number", "chain"),
    [
        (0, [Piece(0, None)]),
        (1, [Piece(1, None), Piece(0, 3)]),
        (2, [Piece(2, None), Piece(1, 5), Piece(0, 3)]),
        (3, [Piece(3, None)]),
        (4, [Piece(4, None), Piece(3, 9)]),
    ],
)
def test_a_branch_shares_what_was_said_before_it_left(number: int, chain: list[Piece]) -> None:
    assert chain_of(BRANCHES, number) == chain


def test_a_conversation_without_branches_is_read_whole():
    assert branch_filter("cnv", [], 0) == {"conversation_id": "cnv"}


def test_a_branch_is_read_in_pieces():
    assert branch_filter("cnv", BRANCHES, 1) == {
        "conversation_id": "cnv",
        "$or": [{"branch": 1}, {"branch": 0, "position": {"$lte": 3}}],
    }


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("The QUICK fox, and it's gone", "the quick fox and it s gone"),
        ("我喜欢人工智能 models", "我喜 喜欢 欢人 人工 工智 智能 models"),
        ("看GPT模型", "看 gpt 模型"),
        ("\uff21\uff22\uff23 \x00 ...", "abc"),
        ("a" * (INDEXED_CHARACTERS + 5), "a" * INDEXED_CHARACTERS),
    ],
)
def test_texts_are_indexed_in_one_form_of_every_letter(text: str, indexed: str) -> None:
    assert search_text_of(text) == indexed


@pytest.mark.parametrize(
    ("search", "query"),
    [
        ("Fox quick fox", '"fox" "quick"'),
        ("人工智能", '"人工" "工智" "智能"'),
        ('a" -b', '"a" "b"'),
        (".* (x", '"x"'),
        (" ?! ", None),
        ("", None),
    ],
)
def test_every_word_is_searched_for_and_nothing_is_an_operator(search: str, query: str | None) -> None:
    asked = text_query(search)
    assert (asked and asked["$text"]["$search"]) == query


@pytest.mark.parametrize("search", ["x" * 101, "a b c d e f g h i j k"])
def test_a_search_is_bounded(search: str) -> None:
    with pytest.raises(InvalidInputError):
        text_query(search)
