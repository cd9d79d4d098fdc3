import hashlib
import uuid

import pytest

from services.errors import InvalidInputError
from services.guests.device_keys import hash_of_device_key

RANDOM = "Zk3vQ9xT_1bYw-8uLr5sNa7cEf2gHj4m"


def test_a_key_becomes_its_hash() -> None:
    assert hash_of_device_key(RANDOM) == hashlib.sha256(b"device:" + RANDOM.encode()).hexdigest()


@pytest.mark.parametrize("key", [RANDOM * 4, str(uuid.UUID(int=0x1B9D6BCD_BBFD_4B2D_9B5D_AB8DFBBD4BED))])
def test_keys_that_clients_make_are_taken(key: str) -> None:
    assert len(hash_of_device_key(key)) == 64


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("", id="nothing"),
        pytest.param(RANDOM[:31], id="too short"),
        pytest.param(RANDOM * 4 + "x", id="too long"),
        pytest.param(RANDOM[:31] + " ", id="a space"),
        pytest.param(RANDOM + "\n", id="a line end"),
        pytest.param(RANDOM[:31] + "é", id="no ASCII"),
        pytest.param(RANDOM[:31] + "\x00", id="NUL"),
        pytest.param("0" * 32, id="one character"),
        pytest.param("0123456" * 5, id="seven characters"),
    ],
)
def test_what_is_short_or_can_be_guessed_is_refused(key: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        hash_of_device_key(key)
    assert refused.value.field == "deviceKey"
