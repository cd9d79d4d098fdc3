from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class GrantTokens(BaseModel):
    grant_tokens: Union[
        "GrantTokensGrantTokensBalanceAdjusted",
        "GrantTokensGrantTokensOperationRefused",
    ] = Field(discriminator="typename__")


class GrantTokensGrantTokensBalanceAdjusted(BaseModel):
    typename__: Literal["BalanceAdjusted"] = Field(alias="__typename")
    action_id: str
    available_before: int
    balance: "GrantTokensGrantTokensBalanceAdjustedBalance"


class GrantTokensGrantTokensBalanceAdjustedBalance(BaseModel):
    available: int
    free: int
    purchased: int
    held: int
    debt: int


class GrantTokensGrantTokensOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


GrantTokens.model_rebuild()
GrantTokensGrantTokensBalanceAdjusted.model_rebuild()
