from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProviderKeyStatus


class TestProviderKey(BaseModel):
    test_provider_key: Union[
        "TestProviderKeyTestProviderKeyOperationRefused",
        "TestProviderKeyTestProviderKeyProviderKeyTested",
    ] = Field(discriminator="typename__")


class TestProviderKeyTestProviderKeyOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class TestProviderKeyTestProviderKeyProviderKeyTested(BaseModel):
    typename__: Literal["ProviderKeyTested"] = Field(alias="__typename")
    ok: bool
    failure_code: Optional[str]
    failure_message: Optional[str]
    model_id: str
    milliseconds: int
    provider_key: "TestProviderKeyTestProviderKeyProviderKeyTestedProviderKey"


class TestProviderKeyTestProviderKeyProviderKeyTestedProviderKey(BaseModel):
    id: str
    status: ProviderKeyStatus
    rests_until: Optional[datetime]


TestProviderKey.model_rebuild()
TestProviderKeyTestProviderKeyProviderKeyTested.model_rebuild()
