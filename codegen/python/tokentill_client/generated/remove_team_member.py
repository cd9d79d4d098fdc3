from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RemoveTeamMember(BaseModel):
    remove_team_member: Union[
        "RemoveTeamMemberRemoveTeamMemberOperationRefused",
        "RemoveTeamMemberRemoveTeamMemberTeamMemberRemoved",
    ] = Field(discriminator="typename__")


class RemoveTeamMemberRemoveTeamMemberOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RemoveTeamMemberRemoveTeamMemberTeamMemberRemoved(BaseModel):
    typename__: Literal["TeamMemberRemoved"] = Field(alias="__typename")
    team_id: str
    member_id: str


RemoveTeamMember.model_rebuild()
