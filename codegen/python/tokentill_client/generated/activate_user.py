from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role, UserStatus


class ActivateUser(BaseModel):
    activate_user: Union[
        "ActivateUserActivateUserOperationRefused",
        "ActivateUserActivateUserUserChanged",
    ] = Field(discriminator="typename__")


class ActivateUserActivateUserOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ActivateUserActivateUserUserChanged(BaseModel):
    typename__: Literal["UserChanged"] = Field(alias="__typename")
    user: "ActivateUserActivateUserUserChangedUser"


class ActivateUserActivateUserUserChangedUser(BaseModel):
    id: str
    email: Optional[str]
    status: UserStatus
    role: Role


ActivateUser.model_rebuild()
ActivateUserActivateUserUserChanged.model_rebuild()
