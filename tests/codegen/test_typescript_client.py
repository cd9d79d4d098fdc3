"""Whether the typed documents are stale is told without making them."""

import shutil
from pathlib import Path

import pytest

from codegen.artifacts import ROOT
from codegen.typescript_client import stale

GENERATED = "codegen/typescript/src/generated"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the documents are made of, and of the documents."""
    here, there = ROOT / "codegen", tmp_path / "codegen"
    shutil.copytree(here / "operations", there / "operations")
    shutil.copytree(here / "typescript", there / "typescript", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(here / "schema.graphql", there)
    return tmp_path


def names(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in stale(root)]


def test_a_fresh_copy_is_not_stale(checkout: Path):
    assert names(checkout) == []


def test_a_change_by_hand_is_named(checkout: Path):
    with (checkout / GENERATED / "fragment-masking.ts").open("a") as file:
        file.write("// mine\n")
    assert names(checkout) == [f"{GENERATED}/fragment-masking.ts"]


def test_a_missing_and_a_foreign_file_are_named(checkout: Path):
    (checkout / GENERATED / "persisted-documents.json").rename(checkout / GENERATED / "old.json")
    assert names(checkout) == [f"{GENERATED}/old.json", f"{GENERATED}/persisted-documents.json"]


@pytest.mark.parametrize(
    "source",
    ["schema.graphql", "operations/Balance.graphql", "typescript/codegen-config.ts", "typescript/package-lock.json"],
)
def test_another_source_makes_them_stale(checkout: Path, source: str):
    with (checkout / "codegen" / source).open("a") as file:
        file.write("\n")
    assert names(checkout) == [f"{GENERATED}/graphql.ts"]


def test_another_operation_makes_them_stale(checkout: Path):
    (checkout / "codegen" / "operations" / "Another.graphql").write_text("query Another { packages { id } }\n")
    assert names(checkout) == [f"{GENERATED}/graphql.ts"]


def test_without_a_record_they_are_stale(checkout: Path):
    (checkout / GENERATED / "record.json").unlink()
    assert names(checkout) == [f"{GENERATED}/graphql.ts"]
