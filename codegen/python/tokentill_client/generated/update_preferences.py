from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Language, Theme


class UpdatePreferences(BaseModel):
    update_preferences: Union[
        "UpdatePreferencesUpdatePreferencesOperationRefused",
        "UpdatePreferencesUpdatePreferencesPreferencesUpdated",
    ] = Field(discriminator="typename__")


class UpdatePreferencesUpdatePreferencesOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class UpdatePreferencesUpdatePreferencesPreferencesUpdated(BaseModel):
    typename__: Literal["PreferencesUpdated"] = Field(alias="__typename")
    user: "UpdatePreferencesUpdatePreferencesPreferencesUpdatedUser"


class UpdatePreferencesUpdatePreferencesPreferencesUpdatedUser(BaseModel):
    id: str
    preferences: "UpdatePreferencesUpdatePreferencesPreferencesUpdatedUserPreferences"


class UpdatePreferencesUpdatePreferencesPreferencesUpdatedUserPreferences(BaseModel):
    theme: Theme
    language: Optional[Language]
    chat_model_id: Optional[str]
    ticket_model_id: Optional[str]


UpdatePreferences.model_rebuild()
UpdatePreferencesUpdatePreferencesPreferencesUpdated.model_rebuild()
UpdatePreferencesUpdatePreferencesPreferencesUpdatedUser.model_rebuild()
