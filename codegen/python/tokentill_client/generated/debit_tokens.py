from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DebitTokens(BaseModel):
    debit_tokens: Union[
        "DebitTokensDebitTokensBalanceAdjusted",
        "DebitTokensDebitTokensOperationRefused",
    ] = Field(discriminator="typename__")


class DebitTokensDebitTokensBalanceAdjusted(BaseModel):
    typename__: Literal["BalanceAdjusted"] = Field(alias="__typename")
    action_id: str
    available_before: int
    balance: "DebitTokensDebitTokensBalanceAdjustedBalance"


class DebitTokensDebitTokensBalanceAdjustedBalance(BaseModel):
    available: int
    free: int
    purchased: int
    held: int
    debt: int


class DebitTokensDebitTokensOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


DebitTokens.model_rebuild()
DebitTokensDebitTokensBalanceAdjusted.model_rebuild()
