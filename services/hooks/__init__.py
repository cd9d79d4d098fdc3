"""Hooks of plug-ins: they hear of events, and can harm nothing but themselves."""

from services.hooks.runner import HookRunner, SendsOn
from services.hooks.thread import HookThread

__all__ = ["HookRunner", "HookThread", "SendsOn"]
