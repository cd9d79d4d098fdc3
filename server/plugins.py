"""The plug-ins of a server, by its settings."""

from gateways.plugins.loading import Plugins, load_plugins
from gateways.providers import known_servers
from server.provider_keys import OFFLINE
from settings import Settings

__all__ = ["plugins_of"]


def plugins_of(settings: Settings) -> Plugins:
    """Those that PLUGINS names. Raises PluginError."""
    return load_plugins(settings, taken=[OFFLINE, *(server.name for server in known_servers(settings))])
