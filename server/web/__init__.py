"""The web client, at every address that the API does not have. `web/` holds its source."""

from server.web.client import WebClient

__all__ = ["WebClient"]
