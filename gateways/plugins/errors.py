"""Why a plug-in keeps the server from starting."""

from settings import SettingsError

__all__ = ["PluginError"]


class PluginError(SettingsError):
    """A plug-in that PLUGINS names is not there, is broken, or is of another version. The sentence names it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__([f"PLUGINS: {name}: {problem}"])
