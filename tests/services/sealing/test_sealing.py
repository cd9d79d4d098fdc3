import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sealing import Sealing, SealingOffError, UnsealError
from services.sealing.master_keys import MasterKey, master_keys
from settings import Settings

ONE, TWO = MasterKey(b"1" * 32), MasterKey(b"2" * 32)
SECRET = "sk-or-v1-0123456789abcdef"


@given(secret=st.text(max_size=200), bound_to=st.lists(st.text(max_size=20), max_size=4))
def test_what_is_sealed_opens_in_its_place_only(secret: str, bound_to: list[str]) -> None:
    sealing = Sealing([ONE])
    sealed = sealing.seal(secret, *bound_to)
    assert sealing.unseal(sealed, *bound_to) == secret
    with pytest.raises(UnsealError):
        sealing.unseal(sealed, *bound_to, "")


@pytest.mark.parametrize("elsewhere", [("key", "b", "x"), ("key", "ax"), ("other", "a", "x"), ()])
def test_a_copy_in_another_row_does_not_open(elsewhere: tuple[str, ...]) -> None:
    sealed = Sealing([ONE]).seal(SECRET, "key", "a", "x")
    with pytest.raises(UnsealError):
        Sealing([ONE]).unseal(sealed, *elsewhere)


def test_any_changed_character_is_noticed() -> None:
    sealing = Sealing([ONE, TWO])
    version, key_id, data = sealing.seal(SECRET, "key").split(".")
    raw = base64.urlsafe_b64decode(data)
    for place in range(len(raw)):
        other = bytes(byte ^ (at == place) for at, byte in enumerate(raw))
        with pytest.raises(UnsealError):
            sealing.unseal(f"{version}.{key_id}.{base64.urlsafe_b64encode(other).decode()}", "key")
    with pytest.raises(UnsealError):
        sealing.unseal(f"{version}.{TWO.id}.{data}", "key")


@pytest.mark.parametrize("text", ["", SECRET, "1.", "1.a", "2.a.b", "1.a.b.c", f"1.{ONE.id}.", f"1.{ONE.id}.ä"])
def test_what_is_no_sealed_text_does_not_open(text: str) -> None:
    with pytest.raises(UnsealError):
        Sealing([ONE]).unseal(text, "key")


def test_a_sealed_text_and_its_failures_tell_nothing_of_the_secret() -> None:
    sealed = Sealing([ONE]).seal(SECRET, "key")
    assert sealed != Sealing([ONE]).seal(SECRET, "key")
    with pytest.raises(UnsealError) as unknown:
        Sealing([TWO]).unseal(sealed, "key")
    assert str(unknown.value) == f"sealed under the master key {ONE.id}, which is not known here"
    assert SECRET not in sealed + repr(Sealing([ONE])) + repr(ONE)
    assert ONE.key.hex() not in sealed + repr(ONE) + ONE.id


def test_others_open_and_the_first_seals() -> None:
    before, beside, after = Sealing([ONE, TWO]), Sealing([TWO, ONE]), Sealing([TWO])
    old = before.seal(SECRET, "key")
    assert (before.is_current(old), beside.is_current(old)) == (True, False)
    new = beside.seal(beside.unseal(old, "key"), "key")
    assert (before.unseal(new, "key"), beside.unseal(new, "key"), after.unseal(new, "key")) == (SECRET,) * 3


def test_without_a_key_nothing_is_sealed() -> None:
    for environment in ("staging", "production"):
        settings = Settings.model_construct(environment=environment, master_key=None)
        assert master_keys(settings) == []
    with pytest.raises(SealingOffError):
        Sealing([]).seal(SECRET, "key")


def test_a_development_server_makes_its_own_and_keeps_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with ThreadPoolExecutor(8) as threads:
        ids = {key.id for keys in threads.map(lambda _: master_keys(settings), range(32)) for key in keys}
    assert len(ids) == 1
    [file] = (tmp_path / "data").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("master_key", 0o600)


def test_the_setting_is_used_and_no_file_made(tmp_path: Path) -> None:
    both = ("ab" * 32, base64.b64encode(b"2" * 32).decode())
    settings = Settings(data_dir=tmp_path, master_key=both[0], other_master_keys=both[1])
    assert [key.key for key in master_keys(settings)] == [b"\xab" * 32, b"2" * 32]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_holds_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "master_key").write_text("short")
    with pytest.raises(ValueError, match="master_key holds no master key"):
        master_keys(Settings(data_dir=tmp_path))
