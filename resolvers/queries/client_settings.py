"""`clientSettings`: what a client must know before anybody is signed in. Open to everyone."""

import strawberry

from schema.client_settings import ClientSettings
from schema.context import Info

__all__ = ["client_settings"]


@strawberry.field(
    description="What a client must know of this server before anybody is signed in: the ways in, what is switched on, "
    "how payments are made. The same for everybody, whatever is switched off. Open to everyone."
)
def client_settings(info: Info) -> ClientSettings:
    """Tell what the settings say."""
    return ClientSettings.of(info.context.services.client_settings)
