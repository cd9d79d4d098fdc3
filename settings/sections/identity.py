"""Who may sign in, and for how long."""

from pydantic import BaseModel, Field, SecretStr

__all__ = ["IdentitySettings"]


class IdentitySettings(BaseModel):
    """Accounts and sessions."""

    jwt_secret: SecretStr | None = Field(
        None,
        description="Signs access tokens; at least 32 characters. Required in staging and production; "
        "in development one is generated under DATA_DIR.",
    )
    jwt_issuer: str = Field("tokentill", min_length=1, description="`iss` of access tokens.")
    jwt_audience: str = Field("tokentill", min_length=1, description="`aud` of access tokens.")
    access_token_seconds: int = Field(900, ge=60, le=86_400, description="Life of an access token.")
    refresh_token_seconds: int = Field(2_592_000, ge=600, le=31_536_000, description="Life of a session at rest.")
    refresh_grace_seconds: int = Field(
        10, ge=0, le=60, description="For so long the refresh token before the newest gives the newest again. 0: never."
    )
    allow_registration: bool = Field(True, description="Whether `register` is open.")
    admin_email: str = Field(
        "admin@tokentill.example",
        pattern=r"^[^@\s]+@[^@\s]+$",
        description="E-mail of the admin that the first start makes.",
    )
