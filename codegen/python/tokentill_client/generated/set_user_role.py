from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role, UserStatus


class SetUserRole(BaseModel):
    set_user_role: Union[
        "SetUserRoleSetUserRoleOperationRefused", "SetUserRoleSetUserRoleUserChanged"
    ] = Field(discriminator="typename__")


class SetUserRoleSetUserRoleOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class SetUserRoleSetUserRoleUserChanged(BaseModel):
    typename__: Literal["UserChanged"] = Field(alias="__typename")
    user: "SetUserRoleSetUserRoleUserChangedUser"


class SetUserRoleSetUserRoleUserChangedUser(BaseModel):
    id: str
    email: Optional[str]
    status: UserStatus
    role: Role


SetUserRole.model_rebuild()
SetUserRoleSetUserRoleUserChanged.model_rebuild()
