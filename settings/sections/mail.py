"""How mail is sent, and where the links in it lead."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, SecretStr

from settings.addresses import WebAddress
from settings.mail import mail_address

__all__ = ["MailSettings"]


class MailSettings(BaseModel):
    """An SMTP server, the sender, and the pages that links lead to."""

    smtp_host: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9._:-]{1,253}$",
        description="The SMTP server that sends our mail. Unset: in development mail is written to DATA_DIR/mail, "
        "elsewhere what needs mail is refused.",
    )
    smtp_port: int | None = Field(
        None, ge=1, le=65_535, description="Its port. Unset: 465 for tls, 587 for starttls, 25 for none."
    )
    smtp_username: str | None = Field(None, min_length=1, description="User name at the SMTP server, if it wants one.")
    smtp_password: SecretStr | None = Field(None, description="The password that belongs to SMTP_USERNAME.")
    smtp_security: Literal["tls", "starttls", "none"] = Field(
        "starttls",
        description="tls from the first byte on; starttls, which is never skipped; or none, which production refuses.",
    )
    smtp_timeout_seconds: int = Field(20, ge=1, le=50, description="Longest time of sending one mail.")
    mail_from: Annotated[str, AfterValidator(mail_address)] | None = Field(
        None, description="The sender, such as Tokentill <no-reply@example.com>. Required with SMTP_HOST."
    )
    app_url: WebAddress | None = Field(
        None,
        description="Address of your web client, which then has the pages /verify-email, /reset-password and "
        "/team-invitation that links in mails lead to. Unset: PUBLIC_URL, whose own pages those are.",
    )
