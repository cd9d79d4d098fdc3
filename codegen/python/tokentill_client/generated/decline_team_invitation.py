from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DeclineTeamInvitation(BaseModel):
    decline_team_invitation: Union[
        "DeclineTeamInvitationDeclineTeamInvitationOperationRefused",
        "DeclineTeamInvitationDeclineTeamInvitationTeamInvitationEnded",
    ] = Field(discriminator="typename__")


class DeclineTeamInvitationDeclineTeamInvitationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class DeclineTeamInvitationDeclineTeamInvitationTeamInvitationEnded(BaseModel):
    typename__: Literal["TeamInvitationEnded"] = Field(alias="__typename")
    invitation_id: str


DeclineTeamInvitation.model_rebuild()
