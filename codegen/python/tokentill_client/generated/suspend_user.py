from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role, UserStatus


class SuspendUser(BaseModel):
    suspend_user: Union[
        "SuspendUserSuspendUserOperationRefused", "SuspendUserSuspendUserUserChanged"
    ] = Field(discriminator="typename__")


class SuspendUserSuspendUserOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class SuspendUserSuspendUserUserChanged(BaseModel):
    typename__: Literal["UserChanged"] = Field(alias="__typename")
    user: "SuspendUserSuspendUserUserChangedUser"


class SuspendUserSuspendUserUserChangedUser(BaseModel):
    id: str
    email: Optional[str]
    status: UserStatus
    role: Role


SuspendUser.model_rebuild()
SuspendUserSuspendUserUserChanged.model_rebuild()
