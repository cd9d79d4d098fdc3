"""The web client counts the digits of currencies as the server does: for browsers IDR has none, here it has two."""

import re
from pathlib import Path

from services import money

SOURCE = Path(__file__).parents[2] / "web" / "src" / "app" / "currencies.ts"


def test_the_web_client_has_the_lists_of_the_server():
    lists = re.findall(r'new Set\("([A-Z ]+)"', SOURCE.read_text("utf-8"))
    assert [set(each.split()) for each in lists] == [money._NO_DIGITS, money._THREE_DIGITS]
