"""Field types that the documents share."""

from datetime import UTC, datetime
from typing import Annotated

from bson.int64 import Int64
from pydantic import AfterValidator, Field

INT64_MAXIMUM = 2**63 - 1

Int64Amount = Annotated[int, Field(ge=-(2**63), le=INT64_MAXIMUM), AfterValidator(Int64)]
"""A whole amount of tokens or minor units, stored as BSON int64 (a plain Python int would be stored as int32)."""


def to_utc_milliseconds(value: datetime) -> datetime:
    """The same moment as BSON keeps it. One without a zone is taken for UTC."""
    moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


UtcDatetime = Annotated[datetime, AfterValidator(to_utc_milliseconds)]
"""A moment in UTC, cut to milliseconds, which is what BSON keeps."""

SEALED = "a secret, sealed by services/sealing"
Sealed = Annotated[str, SEALED]
"""A secret that only `services/sealing` opens. Each field of this type has a row in `services/sealing/fields.py`."""
