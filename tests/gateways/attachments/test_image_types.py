import pytest

from gateways.attachments import image_type_of
from tests.support.image_host import GIF, JPEG, PNG, WEBP


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (GIF, "image/gif"),
        (GIF.replace(b"89", b"87"), "image/gif"),
        (WEBP, "image/webp"),
        (WEBP.replace(b"WEBP", b"WAVE"), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"<!doctype html><html>", None),
        (b"%PDF-1.7 and more", None),
        (b"BM and twelve more bytes", None),
        (PNG[:11], None),
        (b"", None),
    ],
)
def test_a_file_is_what_it_begins_as(head, media_type):
    assert image_type_of(head) == media_type
