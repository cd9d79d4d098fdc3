"""Which addresses of attachments are taken, and what they are taken apart into."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.attachments import AttachmentError, AttachmentUrl, UrlRules

RULES = UrlRules(["http://127.0.0.1:8080", "https://files.internal:8443", "http://files"])

TAKEN = [
    ("https://a.example", AttachmentUrl("https", "a.example", 443, "/")),
    ("https://a.example?x=1", AttachmentUrl("https", "a.example", 443, "/?x=1")),
    ("HTTPS://A.Example:443/P%20q/é".replace("é", "%C3%A9"), AttachmentUrl("https", "a.example", 443, "/P%20q/%C3%A9")),
    ("https://a.example/x.png?sig=a%2Fb&t=1#top", AttachmentUrl("https", "a.example", 443, "/x.png?sig=a%2Fb&t=1")),
    ("https://a.example/@me:x", AttachmentUrl("https", "a.example", 443, "/@me:x")),
    ("https://xn--bcher-kva.example/", AttachmentUrl("https", "xn--bcher-kva.example", 443, "/")),
    ("https://my_bucket.s3.example/", AttachmentUrl("https", "my_bucket.s3.example", 443, "/")),
    ("https://93.184.216.34/", AttachmentUrl("https", "93.184.216.34", 443, "/")),
    ("https://[2606:4700::1]/", AttachmentUrl("https", "2606:4700::1", 443, "/")),
    ("http://127.0.0.1:8080/x", AttachmentUrl("http", "127.0.0.1", 8080, "/x")),
    ("https://files.internal:8443/x", AttachmentUrl("https", "files.internal", 8443, "/x")),
    ("http://FILES/x", AttachmentUrl("http", "files", 80, "/x")),
]
REFUSED = [
    "",
    "a.example/x.png",
    "//a.example/x.png",
    "http://a.example/x.png",
    "ftp://a.example/x.png",
    "file:///etc/passwd",
    "data:image/png;base64,iVBORw0KGgo=",
    "gopher://a.example/",
    "https:/a.example",
    "https:a.example",
    "https://",
    "https:///x.png",
    "https://user@a.example/",
    "https://user:pass@a.example/",
    "https://a.example@127.0.0.1/",
    "https://a.example:8443/",
    "https://a.example:22/",
    "https://a.example:0/",
    "https://a.example:99999/",
    "https://a.example:/",
    "https://a.example:443:443/",
    "https://localhost/",
    "https://mongo/",
    "https://a.example./",
    "https://.a.example/",
    "https://a..example/",
    "https://-a.example/",
    "https://a-.example/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://127.0.0.1.5/",
    "https://1.2.3.04/",
    "https://a.example%00.b.example/",
    "https://a.example\\@127.0.0.1/",
    "https://a.example\\.b.example/",
    "https://a.example /",
    " https://a.example/",
    "https://a.example/\r\nHost: b",
    "https://a.example/\n",
    "https://a.example/\x00",
    "https://a.example/a b",
    "https://a.example/é",
    "https://bücher.example/",
    "https://a.example/<x>",
    "https://\u2488\u2488/",
    "https://a\u3002example/",
    "https://[::1",
    "https://::1/",
    "https://[fe80::1%25eth0]/",
    "https://[a.example]/",
    "https://[:::1]/",
    "https://a.example/" + "x" * 2_031,
    "http://127.0.0.1/x",
    "http://127.0.0.1:8081/x",
    "https://127.0.0.1:8080/x",
    "http://files.internal:8443/x",
    "https://files/x",
]


@pytest.mark.parametrize(("text", "url"), TAKEN)
def test_an_address_is_taken_apart(text, url):
    assert RULES.read(text) == url


@pytest.mark.parametrize("text", REFUSED)
def test_an_address_of_another_form_is_refused(text):
    with pytest.raises(AttachmentError) as refused:
        RULES.read(text)
    assert refused.value.code == "ATTACHMENT_URL_INVALID"


def test_an_address_may_have_2048_characters():
    assert RULES.read("https://a.example/" + "x" * 2_030).target == "/" + "x" * 2_030


def test_without_private_origins_nothing_but_public_https_is_taken():
    for text in ("http://127.0.0.1:8080/x", "https://files.internal:8443/x", "http://files/x"):
        with pytest.raises(AttachmentError):
            UrlRules().read(text)


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("https://A.example:443/", "a.example"),
        ("https://[2606:4700::1]/", "[2606:4700::1]"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://files/", "files"),
    ],
)
def test_the_host_is_named_as_it_is_asked(text, authority):
    assert RULES.read(text).authority == authority


@given(st.text("aA1.:/@\\[]%?#-_ \t\n\x00é%", max_size=40))
def test_the_host_is_the_one_that_another_parser_reads(rest):
    text = "https://" + rest
    try:
        url = RULES.read(text)
    except AttachmentError:
        return
    assert (url.host, url.port) == (urlsplit(text).hostname, urlsplit(text).port or 443)
    assert urlsplit(text).username is None
