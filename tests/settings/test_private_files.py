import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from settings.private_files import create_secret_once, make_private_file, make_private_folder


@pytest.fixture(autouse=True)
def careless_umask() -> Iterator[None]:
    before = os.umask(0o000)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_is_private_and_those_above_it_are_not_its_business(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    make_private_folder(tmp_path / "a" / "b")
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o777, 0o700)


def test_a_file_is_made_private_and_one_that_is_there_becomes_so(tmp_path: Path) -> None:
    open_to_all = tmp_path / "old"
    open_to_all.write_text("kept")
    assert mode(open_to_all) == 0o666
    make_private_file(open_to_all)
    make_private_file(tmp_path / "data" / "new")
    assert (mode(open_to_all), open_to_all.read_text()) == (0o600, "kept")
    assert (mode(tmp_path / "data"), mode(tmp_path / "data" / "new")) == (0o700, 0o600)


def test_a_secret_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret"
    create_secret_once(file, b"first")
    create_secret_once(file, b"second")
    assert (file.read_bytes(), mode(file), mode(file.parent)) == (b"first", 0o600, 0o700)
    assert list(file.parent.iterdir()) == [file]
