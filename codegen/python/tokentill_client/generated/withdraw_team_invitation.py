from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class WithdrawTeamInvitation(BaseModel):
    withdraw_team_invitation: Union[
        "WithdrawTeamInvitationWithdrawTeamInvitationOperationRefused",
        "WithdrawTeamInvitationWithdrawTeamInvitationTeamInvitationEnded",
    ] = Field(discriminator="typename__")


class WithdrawTeamInvitationWithdrawTeamInvitationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class WithdrawTeamInvitationWithdrawTeamInvitationTeamInvitationEnded(BaseModel):
    typename__: Literal["TeamInvitationEnded"] = Field(alias="__typename")
    invitation_id: str


WithdrawTeamInvitation.model_rebuild()
