from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TeamRole


class TransferTeam(BaseModel):
    transfer_team: Union[
        "TransferTeamTransferTeamOperationRefused", "TransferTeamTransferTeamTeamMember"
    ] = Field(discriminator="typename__")


class TransferTeamTransferTeamOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class TransferTeamTransferTeamTeamMember(BaseModel):
    typename__: Literal["TeamMember"] = Field(alias="__typename")
    person: "TransferTeamTransferTeamTeamMemberPerson"
    role: TeamRole
    daily_cap: Optional[int]
    monthly_cap: Optional[int]
    used_today: Optional[int]
    used_this_month: Optional[int]


class TransferTeamTransferTeamTeamMemberPerson(BaseModel):
    id: str
    name: Optional[str]


TransferTeam.model_rebuild()
TransferTeamTransferTeamTeamMember.model_rebuild()
