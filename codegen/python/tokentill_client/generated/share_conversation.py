from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ShareAccess


class ShareConversation(BaseModel):
    share_conversation: Union[
        "ShareConversationShareConversationConversationShared",
        "ShareConversationShareConversationOperationRefused",
    ] = Field(discriminator="typename__")


class ShareConversationShareConversationConversationShared(BaseModel):
    typename__: Literal["ConversationShared"] = Field(alias="__typename")
    invitation: Optional[str]
    share: "ShareConversationShareConversationConversationSharedShare"


class ShareConversationShareConversationConversationSharedShare(BaseModel):
    id: str
    access: ShareAccess
    person: Optional["ShareConversationShareConversationConversationSharedSharePerson"]
    expires_at: Optional[datetime]
    accepted_at: Optional[datetime]


class ShareConversationShareConversationConversationSharedSharePerson(BaseModel):
    id: str
    name: Optional[str]


class ShareConversationShareConversationOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


ShareConversation.model_rebuild()
ShareConversationShareConversationConversationShared.model_rebuild()
ShareConversationShareConversationConversationSharedShare.model_rebuild()
