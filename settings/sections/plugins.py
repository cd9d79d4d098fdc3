"""What is added to the server by packages of others."""

from pydantic import BaseModel, Field, SecretStr

from settings.plugins import PluginNames

__all__ = ["PluginSettings"]


class PluginSettings(BaseModel):
    """Plug-ins."""

    plugins: PluginNames = Field(
        [], description="Comma-separated plug-ins that are loaded; an installed one that is not named is not."
    )
    plugin_options: SecretStr | None = Field(
        None, description='What plug-ins are told, as an object in JSON: {"acme": {"api_key": "..."}}.'
    )
