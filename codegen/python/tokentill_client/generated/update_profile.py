from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class UpdateProfile(BaseModel):
    update_profile: Union[
        "UpdateProfileUpdateProfileOperationRefused",
        "UpdateProfileUpdateProfileProfileUpdated",
    ] = Field(discriminator="typename__")


class UpdateProfileUpdateProfileOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class UpdateProfileUpdateProfileProfileUpdated(BaseModel):
    typename__: Literal["ProfileUpdated"] = Field(alias="__typename")
    user: "UpdateProfileUpdateProfileProfileUpdatedUser"


class UpdateProfileUpdateProfileProfileUpdatedUser(BaseModel):
    id: str
    name: str
    avatar_url: Optional[str]
    initials: str


UpdateProfile.model_rebuild()
UpdateProfileUpdateProfileProfileUpdated.model_rebuild()
