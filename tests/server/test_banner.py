"""What a start tells the person in front of it."""

from rich.console import Console

from server.banner import Started, print_banner
from settings import Settings


def told(**changed: object) -> str:
    console = Console(record=True, quiet=False, width=80)
    print_banner(console, Started(Settings(**changed), "http://127.0.0.1:8000", None))
    return console.export_text()


def test_origins_that_need_not_be_public_are_told_of():
    origins = ["http://[::1]:8080", "https://files.internal"]
    warning = "can have images fetched from http://[::1]:8080, https://files.internal, which need not be public."
    assert warning in told(attachment_private_origins=origins)
    assert "need not be public" not in told()
