from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import BulkGrantStatus


class StartBulkGrant(BaseModel):
    start_bulk_grant: Union[
        "StartBulkGrantStartBulkGrantBulkGrantChanged",
        "StartBulkGrantStartBulkGrantOperationRefused",
    ] = Field(discriminator="typename__")


class StartBulkGrantStartBulkGrantBulkGrantChanged(BaseModel):
    typename__: Literal["BulkGrantChanged"] = Field(alias="__typename")
    bulk_grant: "StartBulkGrantStartBulkGrantBulkGrantChangedBulkGrant"


class StartBulkGrantStartBulkGrantBulkGrantChangedBulkGrant(BaseModel):
    id: str
    status: BulkGrantStatus
    expected_users: int
    granted: int


class StartBulkGrantStartBulkGrantOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


StartBulkGrant.model_rebuild()
StartBulkGrantStartBulkGrantBulkGrantChanged.model_rebuild()
