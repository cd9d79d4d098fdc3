from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RevokeSession(BaseModel):
    revoke_session: Union[
        "RevokeSessionRevokeSessionOperationRefused",
        "RevokeSessionRevokeSessionSessionRevoked",
    ] = Field(discriminator="typename__")


class RevokeSessionRevokeSessionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RevokeSessionRevokeSessionSessionRevoked(BaseModel):
    typename__: Literal["SessionRevoked"] = Field(alias="__typename")
    session_id: str


RevokeSession.model_rebuild()
