import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from services.identity.signing_secret import signing_secret
from settings import Settings


def test_the_setting_is_used_and_no_file_made(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, jwt_secret="x" * 32)
    assert signing_secret(settings) == "x" * 32
    assert list(tmp_path.iterdir()) == []


def test_one_is_made_for_its_owner_only_and_kept(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    secret = signing_secret(settings)
    assert len(secret) == 64
    assert signing_secret(settings) == secret
    files = list((tmp_path / "data").iterdir())
    assert [file.name for file in files] == ["jwt_secret"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_servers_that_start_together_agree(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with ThreadPoolExecutor(16) as threads:
        secrets = list(threads.map(lambda _: signing_secret(settings), range(64)))
    assert len(set(secrets)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["jwt_secret"]
