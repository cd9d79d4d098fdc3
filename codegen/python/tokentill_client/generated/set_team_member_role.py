from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TeamRole


class SetTeamMemberRole(BaseModel):
    set_team_member_role: Union[
        "SetTeamMemberRoleSetTeamMemberRoleOperationRefused",
        "SetTeamMemberRoleSetTeamMemberRoleTeamMember",
    ] = Field(discriminator="typename__")


class SetTeamMemberRoleSetTeamMemberRoleOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class SetTeamMemberRoleSetTeamMemberRoleTeamMember(BaseModel):
    typename__: Literal["TeamMember"] = Field(alias="__typename")
    person: "SetTeamMemberRoleSetTeamMemberRoleTeamMemberPerson"
    role: TeamRole
    daily_cap: Optional[int]
    monthly_cap: Optional[int]
    used_today: Optional[int]
    used_this_month: Optional[int]


class SetTeamMemberRoleSetTeamMemberRoleTeamMemberPerson(BaseModel):
    id: str
    name: Optional[str]


SetTeamMemberRole.model_rebuild()
SetTeamMemberRoleSetTeamMemberRoleTeamMember.model_rebuild()
