from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class StartCardSetup(BaseModel):
    start_card_setup: Union[
        "StartCardSetupStartCardSetupCardSetupStarted",
        "StartCardSetupStartCardSetupOperationRefused",
    ] = Field(discriminator="typename__")


class StartCardSetupStartCardSetupCardSetupStarted(BaseModel):
    typename__: Literal["CardSetupStarted"] = Field(alias="__typename")
    client_secret: str
    publishable_key: str
    page_url: Optional[str]


class StartCardSetupStartCardSetupOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


StartCardSetup.model_rebuild()
