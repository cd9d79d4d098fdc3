from pathlib import Path

import pytest

from database.mongod_binary import MongodNotFoundError, find_mongod


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o700)
    return path


def test_the_setting_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program(tmp_path / "path" / "mongod").parent))
    assert find_mongod(program(tmp_path / "mine")) == tmp_path / "mine"


def test_then_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program(tmp_path / "mongod").parent))
    assert find_mongod() == tmp_path / "mongod"


def test_then_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_mongod().parts[-4:] == ("fiftyone", "db", "bin", "mongod")


def test_where_there_is_none_the_message_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MongodNotFoundError, match="Set MONGODB_URI to a replica set"):
        find_mongod()


def test_a_setting_that_is_no_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(MongodNotFoundError, match="TOKENTILL_MONGOD"):
        find_mongod(tmp_path / "none")
