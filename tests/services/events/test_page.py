"""docs/webhooks.md: its examples verify what is sent, and its samples are what is sent."""

import base64
import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

from gateways.outgoing_webhooks import signature_headers
from schema.webhook_event import WebhookEventType
from services.events import EventType
from tests.services.events.samples import payloads

PAGE = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text("utf-8")
SECRET, OLD_SECRET = b"s" * 32, b"o" * 32
BODY = payloads()["balance.low"]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def shown(secret: bytes) -> str:
    return "whsec_" + base64.b64encode(secret).decode()


def signed(age_seconds: int = 0) -> dict[str, str]:
    return signature_headers([SECRET, OLD_SECRET], "evt_1", int(time.time()) - age_seconds, BODY)


def cases() -> list[tuple[str, dict[str, str], bytes, bool]]:
    """Signed when they are asked for: what is older than five minutes is not genuine."""
    return [
        (shown(SECRET), signed(), BODY, True),
        (shown(OLD_SECRET), signed(), BODY, True),
        (shown(b"x" * 32), signed(), BODY, False),
        (shown(SECRET), signed(), BODY + b" ", False),
        (shown(SECRET), signed(301), BODY, False),
        (shown(SECRET), signed() | {"webhook-id": "evt_2"}, BODY, False),
        (shown(SECRET), signed() | {"webhook-signature": "v1, v2,AAAA"}, BODY, False),
    ]


def test_the_samples_are_what_is_sent() -> None:
    documented = [json.loads(block) for block in blocks("json")]
    assert {each["type"]: each for each in documented} == {name: json.loads(body) for name, body in payloads().items()}
    assert len(documented) == len(EventType)


def test_what_is_sent_is_small() -> None:
    assert max(map(len, payloads().values())) < 1_000


def test_the_schema_has_every_type() -> None:
    names = {each.name for each in WebhookEventType}
    assert names == {each.name for each in EventType}


def test_the_example_in_python_verifies() -> None:
    (example,) = blocks("python")
    names: dict[str, Any] = {}
    signed_now = cases()
    exec(compile(example, "webhooks.md", "exec"), names)
    assert [names["is_genuine"](*case[:3]) for case in signed_now] == [genuine for *_, genuine in signed_now]


def test_the_example_in_typescript_verifies(node: str, tmp_path: Path) -> None:
    (example,) = blocks("typescript")
    signed_now = cases()
    given = [[secret, headers, body.decode()] for secret, headers, body, _ in signed_now]
    call = f"console.log(JSON.stringify({json.dumps(given)}.map(([s, h, b]) => isGenuine(s, h, Buffer.from(b)))))"
    file = tmp_path / "example.mts"
    file.write_text(f"{example}\n{call}\n", "utf-8")
    ran = subprocess.run([node, str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == [genuine for *_, genuine in signed_now]
