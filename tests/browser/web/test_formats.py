"""Money as the web client itself writes it, by its own module: with the digits that the server and Stripe have."""

import asyncio
import itertools
import json
import string
from pathlib import Path
from typing import Any

import pytest

from services.money import is_currency, minor_unit_digits

HERE = Path(__file__).parent
VITE = HERE.parents[2] / "web" / "node_modules" / "vite"
CURRENCIES = [
    "".join(code) for code in itertools.product(string.ascii_uppercase, repeat=3) if is_currency("".join(code))
]
EXACT = {
    ("3500", "CNY"): "CN¥35.00",
    ("1200", "JPY"): "JP¥1,200",
    ("1250", "KWD"): "KWD 1.250",
    ("500000", "IDR"): "IDR 5,000.00",
    ("120000", "ISK"): "ISK 1,200.00",
    ("-5", "EUR"): "-€0.05",
    ("9223372036854775807", "USD"): "US$92,233,720,368,547,758.07",
}
"""In minor units. IDR and ISK have two digits at Stripe, and none where browsers choose."""


@pytest.mark.skipif(not VITE.is_dir(), reason="web has no npm packages; `make setup` installs them")
async def test_sums_are_exact_and_have_the_digits_of_the_server_in_every_currency(node: str) -> None:
    asked = [*EXACT, *(("100", code) for code in CURRENCIES)]
    process = await asyncio.create_subprocess_exec(
        node, str(HERE / "formats.mjs"), json.dumps(asked), stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        output, _ = await process.communicate()
    assert process.returncode == 0
    told: list[tuple[str, Any]] = json.loads(output)
    texts = [text.replace("\N{NO-BREAK SPACE}", " ") for text, _ in told]
    assert dict(zip(EXACT, texts, strict=False)) == EXACT
    assert [digits for _, digits in told[len(EXACT) :]] == [minor_unit_digits(code) for code in CURRENCIES]
