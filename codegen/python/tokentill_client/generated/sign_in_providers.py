from .base_model import BaseModel


class SignInProviders(BaseModel):
    sign_in_providers: list["SignInProvidersSignInProviders"]


class SignInProvidersSignInProviders(BaseModel):
    name: str
    start_path: str


SignInProviders.model_rebuild()
