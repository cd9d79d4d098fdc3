import base64

import pytest

from schema.pagination import connection, page_request
from services.errors import InvalidInputError
from services.paging import Page, PageRequest


def page_of(numbers: list[int], request: PageRequest, *, has_next: bool = False):
    return connection("things", Page(numbers, has_next), node=str, position=str, request=request)


def test_the_default_page():
    assert page_request("things", None, None, maximum=100) == PageRequest(first=20, after=None)
    assert page_request("things", None, None, maximum=100, default=50) == PageRequest(first=50)
    assert page_request("things", None, None, maximum=10) == PageRequest(first=10)


@pytest.mark.parametrize("first", [-1, 0, 101, 2**31 - 1])
def test_pages_are_capped(first):
    with pytest.raises(InvalidInputError, match=r"first: must be from 1 to 100\."):
        page_request("things", first, None, maximum=100)


def test_a_cursor_leads_back_to_its_place():
    made = page_of([41, 42], page_request("things", 2, None, maximum=100), has_next=True)
    assert [edge.node for edge in made.edges] == ["41", "42"]
    info = made.page_info
    assert (info.has_next_page, info.has_previous_page) == (True, False)
    assert (info.start_cursor, info.end_cursor) == (made.edges[0].cursor, made.edges[1].cursor)
    request = page_request("things", 2, info.end_cursor, maximum=100)
    assert request == PageRequest(first=2, after="42")
    assert page_of([43], request).page_info.has_previous_page is True


def test_an_empty_page():
    info = page_of([], PageRequest(20)).page_info
    assert (info.has_next_page, info.has_previous_page, info.start_cursor, info.end_cursor) == (
        False,
        False,
        None,
        None,
    )


def cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "after",
    [
        "",
        "42",
        "%%%",
        "é",
        cursor("others:42"),
        cursor("things"),
        cursor("things:"),
        cursor("things:\0"),
        cursor("things:é"),
        cursor("things:" + "4" * 600),
        cursor("things:42")[:-1],
    ],
)
def test_what_is_no_cursor_of_the_list_is_refused(after):
    with pytest.raises(InvalidInputError, match=r"after: is not a cursor of this list\."):
        page_request("things", 1, after, maximum=100)


def test_cutting_tells_whether_there_is_more():
    assert Page.cut([1, 2, 3], 2) == Page([1, 2], has_next=True)
    assert Page.cut([1, 2], 2) == Page([1, 2], has_next=False)
