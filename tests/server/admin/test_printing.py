import pytest

from server.admin.printing import print_answer

ROWS = [
    {"id": "usr_1", "name": "Ada", "balance": {"available": "5"}, "note": None, "active": True, "owner": None},
    {
        "id": "usr_2",
        "name": "b" * 300,
        "balance": {"available": "0"},
        "note": None,
        "active": False,
        "owner": {"name": "Bob"},
    },
]


def test_rows_keep_their_values_whole_and_empty_columns_go(capsys: pytest.CaptureFixture[str]) -> None:
    page = {"edges": [{"node": row} for row in ROWS], "pageInfo": {"hasNextPage": True, "endCursor": "abc"}}
    print_answer(page)
    told = capsys.readouterr()
    assert [line.split() for line in told.out.splitlines()] == [
        ["id", "name", "balance.available", "active", "owner.name"],
        ["usr_1", "Ada", "5", "yes"],
        ["usr_2", "b" * 300, "0", "no", "Bob"],
    ]
    assert told.err == "There is more: --after abc\n"


def test_an_object_is_a_line_a_value_and_its_lists_follow(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer({"__typename": "User", "id": "usr_1", "owner": {"name": "Ada"}, "rows": [{"day": 1}], "tags": ["a"]})
    assert capsys.readouterr().out.splitlines() == [
        "id\tusr_1",
        "owner.name\tAda",
        'tags\t["a"]',
        "",
        "rows",
        "day",
        "1  ",
    ]


def test_an_empty_page_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer({"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}})
    assert capsys.readouterr().err == "There are none.\n"
