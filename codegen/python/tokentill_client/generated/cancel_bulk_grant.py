from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import BulkGrantStatus


class CancelBulkGrant(BaseModel):
    cancel_bulk_grant: Union[
        "CancelBulkGrantCancelBulkGrantBulkGrantChanged",
        "CancelBulkGrantCancelBulkGrantOperationRefused",
    ] = Field(discriminator="typename__")


class CancelBulkGrantCancelBulkGrantBulkGrantChanged(BaseModel):
    typename__: Literal["BulkGrantChanged"] = Field(alias="__typename")
    bulk_grant: "CancelBulkGrantCancelBulkGrantBulkGrantChangedBulkGrant"


class CancelBulkGrantCancelBulkGrantBulkGrantChangedBulkGrant(BaseModel):
    id: str
    status: BulkGrantStatus
    expected_users: int
    granted: int


class CancelBulkGrantCancelBulkGrantOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


CancelBulkGrant.model_rebuild()
CancelBulkGrantCancelBulkGrantBulkGrantChanged.model_rebuild()
