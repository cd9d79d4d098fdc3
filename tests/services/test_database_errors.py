import pytest
from pymongo.errors import (
    AutoReconnect,
    DuplicateKeyError,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
    WTimeoutError,
)

from services.database_errors import database_errors_become
from services.identity.errors import IdentityUnavailableError


@database_errors_become(IdentityUnavailableError)
async def meets(error: PyMongoError) -> None:
    raise error


@pytest.mark.parametrize(
    "error",
    [
        AutoReconnect("reset"),
        NetworkTimeout("slow"),
        NotPrimaryError("stepped down"),
        ServerSelectionTimeoutError("nobody there"),
        ExecutionTimeout("too slow", 50),
        WTimeoutError("no majority", 64),
        WaitQueueTimeoutError("pool exhausted"),
    ],
)
async def test_a_database_that_is_away_is_unavailable(error: PyMongoError) -> None:
    with pytest.raises(IdentityUnavailableError) as caught:
        await meets(error)
    assert caught.value.__cause__ is error
    assert caught.value.retryable


@pytest.mark.parametrize("error", [OperationFailure("no such command", 59), DuplicateKeyError("twice", 11_000)])
async def test_another_error_of_the_database_stays_a_bug(error: PyMongoError) -> None:
    with pytest.raises(type(error)):
        await meets(error)
