"""PDF files are made apart from the server, a few at a time, none for long, and nothing is fetched for them."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from gateways.pdf import PdfBusyError, PdfFailedError, PdfRenderer, PdfUnavailableError
from gateways.pdf.worker import LIBRARIES_MISSING

ENDLESS = [sys.executable, "-c", "import time; time.sleep(600)"]


async def test_html_becomes_a_pdf(pango: None) -> None:
    made = await PdfRenderer().render("<html lang='zh-Hans'><body>Receipt 收据 CN¥35.00</body></html>")
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")


async def test_nothing_is_fetched(pango: None, tmp_path: Path) -> None:
    called: list[str] = []
    listener = await asyncio.start_server(
        lambda _reader, writer: (called.append("called"), writer.close()), "127.0.0.1"
    )
    url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    secret = tmp_path / "secret.css"
    secret.write_text("body::after { content: 'secret' }")
    html = (
        f"<html><head><link rel=stylesheet href='{url}/style'><link rel=stylesheet href='{secret.as_uri()}'>"
        f"<style>@import url({url}/import);</style></head>"
        f"<body><img src='{url}/image'><a href='{url}'>x</a></body></html>"
    )
    async with listener:
        assert (await PdfRenderer().render(html)).startswith(b"%PDF-")
    assert called == []


async def test_one_that_takes_too_long_is_ended() -> None:
    renderer = PdfRenderer(timeout_seconds=0.3, command=ENDLESS)
    with pytest.raises(PdfFailedError):
        await renderer.render("")
    assert _children(ENDLESS) == []


async def test_more_than_may_wait_are_refused() -> None:
    renderer = PdfRenderer(at_once=1, waiting=1, timeout_seconds=30, command=ENDLESS)
    running = [asyncio.create_task(renderer.render("")) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(PdfBusyError):
        await renderer.render("")
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    assert _children(ENDLESS) == []
    with pytest.raises(PdfFailedError):  # the places are free again
        await PdfRenderer(command=[sys.executable, "-c", "print('no PDF')"]).render("")


async def test_missing_libraries_are_told_apart() -> None:
    command = [sys.executable, "-c", f"raise SystemExit({LIBRARIES_MISSING})"]
    with pytest.raises(PdfUnavailableError):
        await PdfRenderer(command=command).render("")


async def test_the_worker_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_live_secret")
    script = "import os; print('%PDF-' + ' '.join(sorted(os.environ)))"
    told = await PdfRenderer(command=[sys.executable, "-c", script]).render("")
    assert b"PATH" in told
    assert b"STRIPE" not in told


def _children(command: list[str]) -> list[str]:
    """Processes of this command that still run below this one."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line for line in listed if line == " ".join(command)]
