"""What must stay true of the repository itself."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NPM_KINDS = ("dependencies", "devDependencies", "optionalDependencies")
ADDRESS = re.compile(r"https?://|file:|\bfind-links\b|\bindex-url\b")


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9._-]+", line)[0].lower() for line in requirements}


def pinned(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", text, re.MULTILINE))


GENERATOR = "codegen/python/generator-requirements.txt"


@pytest.mark.parametrize(
    "file", ["requirements.txt", "requirements-dev.txt", GENERATOR, "pyproject.toml", "Makefile", ".ci/run"]
)
def test_no_file_names_a_registry(file: str) -> None:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    own = "http://127.0.0.1"
    found = [line for line in lines if ADDRESS.search(line.replace(own, "")) and "--no-emit" not in line]
    assert found == []


NPM_LOCKS = [path for path in ROOT.rglob("package-lock.json") if "node_modules" not in path.parts]


def test_no_npm_lock_file_names_a_registry() -> None:
    assert NPM_LOCKS
    for lock in NPM_LOCKS:
        assert '"resolved"' not in lock.read_text("utf-8"), lock


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_an_npm_lock_file_has_all_that_its_packages_need(lock: Path) -> None:
    """`npm install` leaves out an optional package that the registry does not have, and `npm ci` then refuses."""
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    held = {path.rpartition("node_modules/")[2] for path in packages}
    needed = {name for each in packages.values() for kind in NPM_KINDS for name in each.get(kind, ())}
    assert sorted(needed - held) == []


def test_every_package_is_pinned_by_hash() -> None:
    for file in ("requirements.txt", "requirements-dev.txt", GENERATOR):
        blocks = re.split(r"^(?=[a-z0-9])", (ROOT / file).read_text("utf-8"), flags=re.MULTILINE)[1:]
        assert len(blocks) == len(pinned(file))
        assert all("--hash=sha256:" in block for block in blocks)


def test_the_pins_cover_what_the_project_asks_for_and_agree() -> None:
    server, everything = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert names(PROJECT["dependencies"]) <= server.keys()
    assert names(PROJECT["optional-dependencies"]["dev"]) <= everything.keys()
    assert server.items() <= everything.items()


def test_every_dependency_has_a_reason() -> None:
    reasons = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8").lower()
    asked = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["dev"])
    assert [name for name in sorted(asked) if name not in reasons] == []


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
