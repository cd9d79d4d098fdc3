from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DeleteMyAccount(BaseModel):
    delete_my_account: Union[
        "DeleteMyAccountDeleteMyAccountAccountDeleted",
        "DeleteMyAccountDeleteMyAccountOperationRefused",
    ] = Field(discriminator="typename__")


class DeleteMyAccountDeleteMyAccountAccountDeleted(BaseModel):
    typename__: Literal["AccountDeleted"] = Field(alias="__typename")
    user_id: str


class DeleteMyAccountDeleteMyAccountOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


DeleteMyAccount.model_rebuild()
