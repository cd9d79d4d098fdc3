from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role


class ExchangeSignIn(BaseModel):
    exchange_sign_in: Union[
        "ExchangeSignInExchangeSignInOperationRefused",
        "ExchangeSignInExchangeSignInSession",
        "ExchangeSignInExchangeSignInSessionInCookies",
    ] = Field(discriminator="typename__")


class ExchangeSignInExchangeSignInOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ExchangeSignInExchangeSignInSession(BaseModel):
    typename__: Literal["Session"] = Field(alias="__typename")
    access_token: str
    refresh_token: str
    expires_at: datetime
    user: "ExchangeSignInExchangeSignInSessionUser"


class ExchangeSignInExchangeSignInSessionUser(BaseModel):
    id: str
    email: Optional[str]
    role: Role
    linked_providers: list["ExchangeSignInExchangeSignInSessionUserLinkedProviders"]


class ExchangeSignInExchangeSignInSessionUserLinkedProviders(BaseModel):
    provider: str
    email: Optional[str]
    linked_at: datetime


class ExchangeSignInExchangeSignInSessionInCookies(BaseModel):
    typename__: Literal["SessionInCookies"] = Field(alias="__typename")
    expires_at: datetime
    user: "ExchangeSignInExchangeSignInSessionInCookiesUser"


class ExchangeSignInExchangeSignInSessionInCookiesUser(BaseModel):
    id: str
    email: Optional[str]
    role: Role


ExchangeSignIn.model_rebuild()
ExchangeSignInExchangeSignInSession.model_rebuild()
ExchangeSignInExchangeSignInSessionUser.model_rebuild()
ExchangeSignInExchangeSignInSessionInCookies.model_rebuild()
