from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RemoveSavedCard(BaseModel):
    remove_saved_card: Union[
        "RemoveSavedCardRemoveSavedCardOperationRefused",
        "RemoveSavedCardRemoveSavedCardSavedCardRemoved",
    ] = Field(discriminator="typename__")


class RemoveSavedCardRemoveSavedCardOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RemoveSavedCardRemoveSavedCardSavedCardRemoved(BaseModel):
    typename__: Literal["SavedCardRemoved"] = Field(alias="__typename")
    saved_card_id: str


RemoveSavedCard.model_rebuild()
