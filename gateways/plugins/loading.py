"""Finds the plug-ins that PLUGINS names among what is installed, and makes them. Nothing else is loaded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import structlog

from gateways.payment_gateway import PaymentGateway
from gateways.plugins.contained import ContainedProvider
from gateways.plugins.errors import PluginError
from gateways.plugins.protocols import API_VERSION, GatewayPlugin, HookPlugin, PluginContext, ProviderPlugin
from gateways.providers import ChatProvider
from gateways.providers.breaker import CircuitBreaker
from gateways.providers.guarded import GuardedProvider
from settings import Settings
from settings.plugins import is_plugin_name, plugin_options

__all__ = ["GROUPS", "Plugins", "load_plugins"]

_log = structlog.get_logger(__name__)

GROUPS: dict[str, type[ProviderPlugin] | type[GatewayPlugin] | type[HookPlugin]] = {
    "tokentill.providers": ProviderPlugin,
    "tokentill.gateways": GatewayPlugin,
    "tokentill.hooks": HookPlugin,
}

Find = Callable[[str], Iterable[EntryPoint]]


@dataclass(frozen=True, slots=True)
class Plugins:
    """What the plug-ins of a server give; `hooks` by the names of their plug-ins."""

    providers: Sequence[ChatProvider] = ()
    gateways: Sequence[PaymentGateway] = ()
    hooks: Sequence[tuple[str, HookPlugin]] = ()


def load_plugins(settings: Settings, *, taken: Iterable[str], find: Find | None = None) -> Plugins:
    """Those that PLUGINS names, in that order. `taken` are names that no provider of theirs may have.

    Raises PluginError, which names the plug-in: where it is not installed, twice, broken or of another version.
    """
    find = find or (lambda group: entry_points(group=group))
    names, providers, gateways, hooks = set(taken), list[ChatProvider](), list[PaymentGateway](), list[Any]()
    for name in settings.plugins:
        for group, made in _made(name, settings, find):
            match group:
                case "tokentill.providers":
                    providers += [_guarded(each, settings) for each in _providers(name, made, names)]
                case "tokentill.gateways":
                    gateways.append(_gateway(name, made))
                case _:
                    hooks.append((name, made))
            _log.info("plugin_loaded", plugin=name, group=group)
    return Plugins(providers, gateways, hooks)


def _made(name: str, settings: Settings, find: Find) -> list[tuple[str, Any]]:
    found = [(group, entry) for group in GROUPS for entry in find(group) if entry.name == name]
    groups = [group for group, _ in found]
    if not found:
        raise PluginError(name, f"no installed package offers it in {', '.join(GROUPS)}")
    if doubled := sorted({group for group in groups if groups.count(group) > 1}):
        raise PluginError(name, f"several installed packages offer it in {', '.join(doubled)}")
    context = PluginContext(name, plugin_options(settings).get(name, {}), settings.is_production)
    return [(group, _make(name, group, entry, context)) for group, entry in found]


def _make(name: str, group: str, entry: EntryPoint, context: PluginContext) -> Any:
    where = f"{entry.value} of {entry.dist.name if entry.dist else 'an unknown package'}"
    try:
        factory = entry.load()
    except Exception as error:
        raise PluginError(name, f"{where} cannot be loaded: {_told(error)}") from error
    version = getattr(factory, "api_version", None)
    if version != API_VERSION:
        raise PluginError(name, f"{where} is for API version {version}, and this server has {API_VERSION}")
    try:
        made = factory(context)
    except Exception as error:  # its text may hold options
        raise PluginError(name, f"{where} cannot be made: {type(error).__name__}") from error
    if not isinstance(made, GROUPS[group]):
        raise PluginError(name, f"{where} is no {GROUPS[group].__name__}")
    return made


def _providers(name: str, plugin: ProviderPlugin, taken: set[str]) -> list[ChatProvider]:
    providers = list(_called(name, plugin.providers))
    for provider in providers:
        own: object = getattr(provider, "name", None)
        if not isinstance(own, str) or not is_plugin_name(own) or own in taken:
            raise PluginError(name, f"the name {own!r} of its provider is taken, or can be none")
        if not all(callable(getattr(provider, method, None)) for method in ("list_models", "stream", "close")):
            raise PluginError(name, f"{own} is no ChatProvider")
        taken.add(own)
    return providers


def _gateway(name: str, plugin: GatewayPlugin) -> PaymentGateway:
    gateway: PaymentGateway = _called(name, plugin.gateway)
    if getattr(gateway, "name", None) != name or name in {"stripe", "razorpay"}:
        raise PluginError(name, "its gateway must have the name of the plug-in, and that must be no other gateway's")
    return gateway


def _called(name: str, call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:
        raise PluginError(name, f"cannot be made: {type(error).__name__}") from error


def _guarded(provider: ChatProvider, settings: Settings) -> ChatProvider:
    contained = ContainedProvider(
        provider, first_seconds=settings.chat_first_byte_seconds, idle_seconds=settings.chat_idle_seconds
    )
    breaker = CircuitBreaker(
        provider.name, failures=settings.chat_breaker_failures, open_seconds=settings.chat_breaker_seconds
    )
    return GuardedProvider(contained, breaker)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
