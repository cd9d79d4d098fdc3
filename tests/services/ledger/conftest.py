"""What the ledger's tests share, beside its fixtures one folder up."""

import pytest

from models.ids import new_id


@pytest.fixture
def wallet() -> str:
    return new_id("wal")
