"""What `tokentill serve` prints at its start, for the person in front of it. Never logged."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console

from settings import Environment, Settings

__all__ = ["Started", "print_banner"]

_NAME_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Started:
    """What there is to tell."""

    settings: Settings
    url: str
    """Where the server listens, seen from this machine."""
    admin_password: str | None
    """Only when the admin was made just now."""


def print_banner(console: Console, started: Started) -> None:
    """Print addresses, what is simulated, and the first admin's password, once."""
    console.print("Tokentill", style="bold green")
    for name, value in _lines(started):
        # Whole lines, however narrow the window: people and programs copy from here. Values are no markup.
        console.print(f"  {name:<{_NAME_WIDTH}}{value}", markup=False, highlight=False, soft_wrap=True)
    if started.admin_password is not None:
        console.print("  The admin password is shown this once.", soft_wrap=True)
    if started.settings.uses_simulated_stripe:
        warning = "A simulated Stripe is used: payments are SIMULATED and no money moves."
        console.print(warning, style="bold yellow", soft_wrap=True)
    if started.settings.uses_simulated_razorpay:
        warning = "A simulated Razorpay is used: payments through Razorpay are SIMULATED and no money moves."
        console.print(warning, style="bold yellow", soft_wrap=True)
    if not started.settings.allow_email_login:
        warning = "ALLOW_EMAIL_LOGIN is false: by e-mail and password only admins sign in."
        console.print(warning, style="bold yellow", soft_wrap=True)
    if started.settings.attachment_private_origins:
        origins = ", ".join(started.settings.attachment_private_origins)
        warning = f"Whoever may chat can have images fetched from {origins}, which need not be public."
        console.print(warning, style="bold yellow", markup=False, soft_wrap=True)


def _lines(started: Started) -> Iterator[tuple[str, str]]:
    settings = started.settings
    if settings.web_client:
        yield "Web client", started.url
    yield "GraphQL", f"{started.url}/graphql"
    if settings.serves_graphiql:
        yield "GraphiQL", f"{started.url}/graphiql"
    if settings.uses_simulated_stripe:
        yield "Simulated Stripe", str(settings.stripe_api_base)
    if settings.uses_simulated_razorpay:
        yield "Simulated Razorpay", str(settings.razorpay_api_base)
    keys = (
        settings.openai_api_key,
        settings.openrouter_api_key,
        settings.huggingface_api_key,
        settings.chat_providers,
    )
    if settings.openai_base_url is None and not any(keys) and not settings.plugins:
        yield "Chat", "offline provider, unless an admin added a provider's key"
    if settings.smtp_host is None:
        mail = f"not sent; written to {settings.data_dir.resolve() / 'mail'}"
        yield "Mail", mail if settings.environment is Environment.DEVELOPMENT else "not sent (SMTP_HOST is not set)"
    if settings.plugins:
        yield "Plug-ins", ", ".join(settings.plugins)
    if settings.features_off:
        yield "Switched off", ", ".join(sorted(settings.switched_off))
    yield "Data", str(settings.data_dir.resolve())
    if started.admin_password is not None:
        yield "Admin e-mail", settings.admin_email
        yield "Admin password", started.admin_password
