"""A7: docs/errors.md lists every code with whether a retry helps, and no code that does not exist."""

import importlib
import pkgutil
import re
from pathlib import Path

import services
from gateways.attachments import errors as attachment_errors
from gateways.providers import errors as provider_errors
from services.errors import TokentillError

ROOT = Path(__file__).parents[2]
FOLDERS = ("gateways", "server", "services", "webhooks")
PAGE = (ROOT / "docs" / "errors.md").read_text("utf-8")
ROW = re.compile(r"^\| `([A-Z_]+)` \| .+ \| (yes|no) \|$", re.MULTILINE)


def codes_of_services() -> dict[str, bool]:
    for module in pkgutil.walk_packages(services.__path__, "services."):
        importlib.import_module(module.name)
    waiting, codes = [TokentillError], {}
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if error.__module__.startswith("services.") and isinstance(error.__dict__.get("code"), str):
            codes[error.code] = error.retryable
    return codes


def test_every_code_is_documented_as_it_is():
    documented = {code: retryable == "yes" for code, retryable in ROW.findall(PAGE)}
    providers = {code: code in provider_errors._RETRYABLE for code in provider_errors._MESSAGES}
    attachments = {code: code in attachment_errors._RETRYABLE for code in attachment_errors.SENTENCES}
    for code, retryable in {**providers, **attachments, **codes_of_services()}.items():
        assert documented.get(code) is retryable, code


def test_no_code_is_documented_twice():
    codes = [code for code, _ in ROW.findall(PAGE)]
    assert len(codes) == len(set(codes))


def test_no_code_is_documented_that_does_not_exist():
    sources = [path.read_text("utf-8") for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    told = {code for source in sources for code in re.findall(r'"([A-Z_]+)"', source)}
    assert [code for code, _ in ROW.findall(PAGE) if code not in told] == []
