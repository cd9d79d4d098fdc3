from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RenameTeam(BaseModel):
    rename_team: Union[
        "RenameTeamRenameTeamOperationRefused", "RenameTeamRenameTeamTeam"
    ] = Field(discriminator="typename__")


class RenameTeamRenameTeamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RenameTeamRenameTeamTeam(BaseModel):
    typename__: Literal["Team"] = Field(alias="__typename")
    id: str
    name: str


RenameTeam.model_rebuild()
