import base64

import pytest

from settings import SettingsError, load_settings
from settings.master_keys import master_key_bytes

KEY = bytes(range(224, 256))
FORM = "must be 32 random bytes in hexadecimal or base64, as `openssl rand -hex 32` prints them"


@pytest.mark.parametrize(
    "written",
    [
        KEY.hex(),
        KEY.hex().upper(),
        f" {KEY.hex()}\n",
        base64.b64encode(KEY).decode(),
        base64.urlsafe_b64encode(KEY).decode(),
        base64.urlsafe_b64encode(KEY).decode().rstrip("="),
    ],
)
def test_a_key_is_read_in_either_form(written: str) -> None:
    assert master_key_bytes(written) == KEY


@pytest.mark.parametrize(
    ("env", "problems"),
    [
        ({"MASTER_KEY": "swordfish"}, [f"MASTER_KEY: {FORM}"]),
        ({"MASTER_KEY": "0g" * 32}, [f"MASTER_KEY: {FORM}"]),
        ({"MASTER_KEY": "ab" * 31}, [f"MASTER_KEY: {FORM}"]),
        ({"MASTER_KEY": "ab" * 32, "OTHER_MASTER_KEYS": "cd" * 32 + ",x"}, [f"OTHER_MASTER_KEYS: each {FORM}"]),
        ({"OTHER_MASTER_KEYS": "cd" * 32}, ["MASTER_KEY: is required when OTHER_MASTER_KEYS is set"]),
        (
            {"MASTER_KEY": "ab" * 32, "OTHER_MASTER_KEYS": ",".join(["cd" * 32] * 11)},
            ["OTHER_MASTER_KEYS: must list at most 10 keys"],
        ),
    ],
)
def test_a_wrong_key_is_named_and_not_shown(env: dict[str, str], problems: list[str]) -> None:
    with pytest.raises(SettingsError) as wrong:
        load_settings(env, None)
    assert wrong.value.problems == problems
