"""`python -m codegen --check` reads a checkout's schemas and operations, and fails for what does not fit (H1)."""

import sys
from pathlib import Path

import pytest

from codegen import __main__ as command
from codegen.checks import notes, problems

SCHEMA = '''
"""Q""" type Query { """w""" wallet: Wallet }
"""W""" type Wallet { """h""" held: Int """k""" kind: Kind }
"""K""" enum Kind { """o""" OWN }
'''
FRAGMENTS = "fragment Row on Wallet { held kind }\nfragment Unused on Wallet { kind }\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which all is well."""
    for folder in ("codegen/released", "codegen/operations", "web/operations"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "codegen/schema.graphql").write_text(SCHEMA)
    (tmp_path / "codegen/released/schema.graphql").write_text(SCHEMA)
    (tmp_path / "codegen/operations/Held.graphql").write_text("query Held { wallet { held } }\n")
    (tmp_path / "web/operations/a.graphql").write_text("query Wallet { wallet { ...Row } }\n")
    (tmp_path / "web/operations/b.graphql").write_text(
        "fragment Row on Wallet { held kind }\nfragment Unused on Wallet { kind }\n"
    )
    return tmp_path


def test_this_checkout_is_well():
    assert problems(command.ROOT) == []


def test_a_sound_checkout_passes(checkout: Path):
    assert problems(checkout) == []
    assert notes(checkout) == []


def test_there_need_be_no_web_client(checkout: Path):
    for file in (checkout / "web/operations").iterdir():
        file.unlink()
    (checkout / "web/operations").rmdir()
    assert problems(checkout) == []


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        (
            "codegen/operations/Held.graphql",
            "query Held {\n  wallet { owner } }\n",
            ["codegen/operations/Held.graphql:2: Cannot query field 'owner' on type 'Wallet'."],
        ),
        (
            "web/operations/b.graphql",
            "fragment Row on Wallet { hold }",
            ["web/operations/b.graphql:1: Cannot query field 'hold' on type 'Wallet'. Did you mean 'held'?"],
        ),
        (
            "web/operations/a.graphql",
            "query {",
            ["web/operations/a.graphql:1: Syntax Error: Expected Name, found <EOF>."],
        ),
        (
            "codegen/schema.graphql",
            SCHEMA.replace("wallet: Wallet }", 'wallet: Wallet """p""" purse: Wallet }'),
            ["docs/schema: codegen/reference_subjects.py has no page for Query.purse"],
        ),
        (
            "codegen/schema.graphql",
            SCHEMA.replace('"""h""" held', '"""h""" held_tokens'),
            [
                "schema: Wallet.held_tokens: is not in camelCase",
                "codegen/operations/Held.graphql:1: Cannot query field 'held' on type 'Wallet'.",
                "web/operations/b.graphql:1: Cannot query field 'held' on type 'Wallet'.",
                "breaks clients of the last release: Field Wallet.held was removed.",
            ],
        ),
    ],
)
def test_what_does_not_fit_is_found(checkout: Path, file: str, text: str, found: list[str]):
    (checkout / file).write_text(text)
    assert [problem.split(" Did you mean 'held_tokens'")[0] for problem in problems(checkout)] == found


@pytest.fixture
def at(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command works on the small checkout; its schema is what is generated."""
    monkeypatch.setattr(command, "ROOT", checkout)
    monkeypatch.setattr(command, "artifacts", lambda: {checkout / "codegen/schema.graphql": SCHEMA})
    return checkout


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["codegen", *arguments])
    return command.main()


def test_a_check_changes_nothing_and_fails_for_what_is_stale(at: Path, monkeypatch, capsys):
    (at / "codegen/schema.graphql").write_text(SCHEMA + "\n")
    assert run(monkeypatch, "--check") == 1
    assert capsys.readouterr().out == "stale: codegen/schema.graphql\n"
    assert (at / "codegen/schema.graphql").read_text() == SCHEMA + "\n"


def test_a_surprise_is_told_and_does_not_fail(at: Path, monkeypatch, capsys):
    (at / "codegen/released/schema.graphql").write_text(SCHEMA.replace("OWN }", 'OWN """t""" TEAM }'))
    assert run(monkeypatch, "--check") == 1
    assert capsys.readouterr().out == "breaks clients of the last release: Enum value Kind.TEAM was removed.\n"
    (at / "codegen/released/schema.graphql").write_text(SCHEMA)
    monkeypatch.setattr(command, "artifacts", dict)
    (at / "codegen/schema.graphql").write_text(SCHEMA.replace("OWN }", 'OWN """t""" TEAM }'))
    assert run(monkeypatch, "--check") == 0
    assert capsys.readouterr().out == "may surprise clients of the last release: Enum value Kind.TEAM was added.\n"


def test_a_release_is_what_later_schemas_are_held_to(at: Path, monkeypatch, capsys):
    released = at / "codegen/released/schema.graphql"
    released.write_text(SCHEMA.replace("held", "owed"))
    assert run(monkeypatch) == 0
    assert "owed" in released.read_text()
    assert run(monkeypatch, "--release") == 0
    assert released.read_text() == SCHEMA
    assert capsys.readouterr().out == "wrote: codegen/released/schema.graphql\n"
