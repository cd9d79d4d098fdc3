from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class SpendTokens(BaseModel):
    spend_tokens: Union[
        "SpendTokensSpendTokensInsufficientTokens",
        "SpendTokensSpendTokensOperationRefused",
        "SpendTokensSpendTokensTokensSpent",
    ] = Field(discriminator="typename__")


class SpendTokensSpendTokensInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    required: int
    available: int
    suggestion: str
    code: str
    message: str


class SpendTokensSpendTokensOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class SpendTokensSpendTokensTokensSpent(BaseModel):
    typename__: Literal["TokensSpent"] = Field(alias="__typename")
    cost: int
    balance: "SpendTokensSpendTokensTokensSpentBalance"


class SpendTokensSpendTokensTokensSpentBalance(BaseModel):
    available: int
    held: int


SpendTokens.model_rebuild()
SpendTokensSpendTokensTokensSpent.model_rebuild()
