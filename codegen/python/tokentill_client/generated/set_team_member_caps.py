from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TeamRole


class SetTeamMemberCaps(BaseModel):
    set_team_member_caps: Union[
        "SetTeamMemberCapsSetTeamMemberCapsOperationRefused",
        "SetTeamMemberCapsSetTeamMemberCapsTeamMember",
    ] = Field(discriminator="typename__")


class SetTeamMemberCapsSetTeamMemberCapsOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class SetTeamMemberCapsSetTeamMemberCapsTeamMember(BaseModel):
    typename__: Literal["TeamMember"] = Field(alias="__typename")
    person: "SetTeamMemberCapsSetTeamMemberCapsTeamMemberPerson"
    role: TeamRole
    daily_cap: Optional[int]
    monthly_cap: Optional[int]
    used_today: Optional[int]
    used_this_month: Optional[int]


class SetTeamMemberCapsSetTeamMemberCapsTeamMemberPerson(BaseModel):
    id: str
    name: Optional[str]


SetTeamMemberCaps.model_rebuild()
SetTeamMemberCapsSetTeamMemberCapsTeamMember.model_rebuild()
