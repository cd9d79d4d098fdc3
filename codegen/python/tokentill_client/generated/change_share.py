from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ShareAccess


class ChangeShare(BaseModel):
    change_share: Union[
        "ChangeShareChangeShareConversationShare",
        "ChangeShareChangeShareOperationRefused",
    ] = Field(discriminator="typename__")


class ChangeShareChangeShareConversationShare(BaseModel):
    typename__: Literal["ConversationShare"] = Field(alias="__typename")
    id: str
    access: ShareAccess
    person: Optional["ChangeShareChangeShareConversationSharePerson"]


class ChangeShareChangeShareConversationSharePerson(BaseModel):
    id: str
    name: Optional[str]


class ChangeShareChangeShareOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


ChangeShare.model_rebuild()
ChangeShareChangeShareConversationShare.model_rebuild()
