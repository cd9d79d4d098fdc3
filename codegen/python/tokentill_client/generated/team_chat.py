from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class TeamChat(BaseModel):
    chat: Union[
        "TeamChatChatAttachmentRefused",
        "TeamChatChatChatCompleted",
        "TeamChatChatInsufficientTokens",
        "TeamChatChatModelTakesNoImages",
        "TeamChatChatOperationRefused",
        "TeamChatChatPaywall",
    ] = Field(discriminator="typename__")


class TeamChatChatAttachmentRefused(BaseModel):
    typename__: Literal["AttachmentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class TeamChatChatChatCompleted(BaseModel):
    typename__: Literal["ChatCompleted"] = Field(alias="__typename")
    conversation: "TeamChatChatChatCompletedConversation"
    reply: "TeamChatChatChatCompletedReply"
    usage: "TeamChatChatChatCompletedUsage"
    balance: "TeamChatChatChatCompletedBalance"


class TeamChatChatChatCompletedConversation(BaseModel):
    id: str


class TeamChatChatChatCompletedReply(BaseModel):
    id: str
    content: str


class TeamChatChatChatCompletedUsage(BaseModel):
    cost: int


class TeamChatChatChatCompletedBalance(BaseModel):
    available: int


class TeamChatChatInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class TeamChatChatModelTakesNoImages(BaseModel):
    typename__: Literal["ModelTakesNoImages"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class TeamChatChatOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class TeamChatChatPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


TeamChat.model_rebuild()
TeamChatChatChatCompleted.model_rebuild()
