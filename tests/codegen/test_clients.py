"""Whether the generated part of a client is stale is told without making it."""

import shutil
from pathlib import Path

import pytest

from codegen import python_client, typescript_client
from codegen.artifacts import ROOT

TYPESCRIPT = "codegen/typescript/src/generated"
PYTHON = "codegen/python/tokentill_client/generated"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the clients are made of, and of the clients."""
    here, there = ROOT / "codegen", tmp_path / "codegen"
    for folder in ("operations", "typescript", "python"):
        shutil.copytree(here / folder, there / folder, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copy(here / "schema.graphql", there)
    return tmp_path


def names(root: Path) -> list[str]:
    found = [*typescript_client.stale(root), *python_client.stale(root)]
    return [path.relative_to(root).as_posix() for path in found]


def test_a_fresh_copy_is_not_stale(checkout: Path):
    assert names(checkout) == []


@pytest.mark.parametrize("name", [f"{TYPESCRIPT}/fragment-masking.ts", f"{PYTHON}/client.py"])
def test_a_change_by_hand_is_named(checkout: Path, name: str):
    with (checkout / name).open("a") as file:
        file.write("\n")
    assert names(checkout) == [name]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (f"{TYPESCRIPT}/persisted-documents.json", f"{TYPESCRIPT}/old.json"),
        (f"{PYTHON}/me.py", f"{PYTHON}/i.py"),
    ],
)
def test_a_missing_and_a_foreign_file_are_named(checkout: Path, name: str, other: str):
    (checkout / name).rename(checkout / other)
    assert names(checkout) == sorted([name, other])


@pytest.mark.parametrize(
    ("source", "folders"),
    [
        ("schema.graphql", [TYPESCRIPT, PYTHON]),
        ("operations/Balance.graphql", [TYPESCRIPT, PYTHON]),
        ("typescript/codegen-config.ts", [TYPESCRIPT]),
        ("typescript/package-lock.json", [TYPESCRIPT]),
        ("python/generator_plugin.py", [PYTHON]),
        ("python/generator-requirements.txt", [PYTHON]),
    ],
)
def test_another_source_makes_them_stale(checkout: Path, source: str, folders: list[str]):
    with (checkout / "codegen" / source).open("a") as file:
        file.write("\n")
    assert names(checkout) == [f"{folder}/record.json" for folder in folders]


def test_another_operation_makes_them_stale(checkout: Path):
    (checkout / "codegen" / "operations" / "Another.graphql").write_text("query Another { packages { id } }\n")
    assert names(checkout) == [f"{TYPESCRIPT}/record.json", f"{PYTHON}/record.json"]


@pytest.mark.nightly
def test_the_python_client_is_generated_the_same_again(checkout: Path, monkeypatch: pytest.MonkeyPatch):
    before = {path.name: path.read_bytes() for path in (checkout / PYTHON).iterdir()}
    monkeypatch.setattr(python_client, "ROOT", checkout)
    python_client.write()
    assert {path.name: path.read_bytes() for path in (checkout / PYTHON).iterdir()} == before


@pytest.mark.parametrize("folder", [TYPESCRIPT, PYTHON])
def test_without_a_record_they_are_stale(checkout: Path, folder: str):
    (checkout / folder / "record.json").unlink()
    assert names(checkout) == [f"{folder}/record.json"]
