from typing import Optional

from .base_model import BaseModel
from .enums import Feature, Language


class ClientSettings(BaseModel):
    client_settings: "ClientSettingsClientSettings"


class ClientSettingsClientSettings(BaseModel):
    product_name: str
    terms_url: Optional[str]
    privacy_url: Optional[str]
    imprint_url: Optional[str]
    languages: list[Language]
    features: list[Feature]
    currencies: list[str]
    guests_allowed: bool
    registration_open: bool
    password_sign_in: bool
    sign_in_providers: list["ClientSettingsClientSettingsSignInProviders"]
    payments_simulated: bool
    publishable_key: Optional[str]
    simulated_payments_url: Optional[str]
    password_minimum_characters: int
    message_maximum_characters: int
    image_maximum_bytes: int


class ClientSettingsClientSettingsSignInProviders(BaseModel):
    name: str
    start_path: str


ClientSettings.model_rebuild()
ClientSettingsClientSettings.model_rebuild()
