"""Who may sign in, and for how long."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, SecretStr

from settings.addresses import Origin, split_list

__all__ = ["IdentitySettings"]


class IdentitySettings(BaseModel):
    """Accounts and sessions."""

    jwt_secret: SecretStr | None = Field(
        None,
        description="Makes the keys of access tokens and links; at least 32 characters. Required in staging and "
        "production; in development one is generated under DATA_DIR.",
    )
    jwt_issuer: str = Field("tokentill", min_length=1, description="`iss` of access tokens.")
    jwt_audience: str = Field("tokentill", min_length=1, description="`aud` of access tokens.")
    access_token_seconds: int = Field(900, ge=60, le=86_400, description="Life of an access token.")
    refresh_token_seconds: int = Field(2_592_000, ge=600, le=31_536_000, description="Life of a session at rest.")
    refresh_grace_seconds: int = Field(
        10, ge=0, le=60, description="For so long the refresh token before the newest gives the newest again. 0: never."
    )
    session_cookies: bool = Field(True, description="Whether browsers may have their session in cookies.")
    session_cookie_origins: Annotated[list[Origin], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated origins of ALLOWED_ORIGINS whose pages may use those cookies, besides those of "
        "PUBLIC_URL. They must be of its site, as https://app.example.com is of that of https://api.example.com.",
    )
    allow_registration: bool = Field(True, description="Whether `register` is open.")
    allow_email_login: bool = Field(
        True,
        description="Whether people sign up and in with e-mail and password. Where it is false admins still do.",
    )
    admin_email: str = Field(
        "admin@tokentill.example",
        pattern=r"^[^@\s]+@[^@\s]+$",
        description="E-mail of the admin that the first start makes.",
    )
