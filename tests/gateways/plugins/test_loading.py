"""Plug-ins are found by name among entry points, and a broken one keeps the server from starting (G10)."""

import asyncio
from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint

import pytest

from gateways.from_settings import amount_limits_from_settings, payment_gateways_from_settings
from gateways.plugins import (
    CompletionEnd,
    FinishReason,
    ListedModel,
    PluginContext,
    PluginError,
    ProviderError,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)
from gateways.plugins.contained import ContainedProvider
from gateways.plugins.loading import GROUPS, Plugins, load_plugins
from settings import Settings, SettingsError, load_settings

HERE = __name__
REQUEST = ProviderRequest("m", [], max_tokens=1, temperature=0)


class Bank:
    """A payment gateway, as far as it is looked at here."""

    name = "bank"

    def limits(self, _currency: str) -> str:
        return "of the bank"


class Provider:
    name = "acme"
    publishes_prices = None

    async def list_models(self) -> list[ListedModel]:
        return [ListedModel("acme/one", "One")]

    async def stream(self, _request):
        yield TextDelta("Hi")
        yield CompletionEnd(FinishReason.STOP, None, None)

    async def usage_record(self, _request_id, _seconds):
        return None

    async def close(self) -> None:
        pass


class ProviderPlugin:
    api_version = 1

    def __init__(self, context: PluginContext) -> None:
        self.context = context

    def providers(self):
        return [Provider()]


class HookPlugin:
    api_version = 1
    events = ()

    def __init__(self, context: PluginContext) -> None:
        self.context = context

    async def handle(self, event) -> None:
        pass

    async def close(self) -> None:
        pass


class GatewayPlugin:
    api_version = 1

    def __init__(self, _context: PluginContext) -> None:
        pass

    def gateway(self):
        return Bank()


class OfTomorrow(ProviderPlugin):
    api_version = 2


class Unversioned:
    def __init__(self, _context: PluginContext) -> None:
        pass


class Raising(ProviderPlugin):
    def __init__(self, _context: PluginContext) -> None:
        raise RuntimeError("swordfish")


class Incomplete:
    api_version = 1

    def __init__(self, _context: PluginContext) -> None:
        pass


class Taking(ProviderPlugin):
    def providers(self):
        taken = Provider()
        taken.name = "openrouter"
        return [taken]


class Shouting(ProviderPlugin):
    def providers(self):
        loud = Provider()
        loud.name = "ACME!"
        return [loud]


class NoProvider(ProviderPlugin):
    def providers(self):
        return [Bank()]


class FailingProviders(ProviderPlugin):
    def providers(self):
        raise RuntimeError("swordfish")


def finding(*entries: tuple[str, str, str]) -> Callable[[str], Iterable[EntryPoint]]:
    """Installed are plug-ins of this module: group, name and class."""
    points = [EntryPoint(name, f"{HERE}:{value}", f"tokentill.{group}") for group, name, value in entries]
    return lambda group: [point for point in points if point.group == group]


def load(*entries: tuple[str, str, str], **settings: object) -> Plugins:
    return load_plugins(Settings(**{"plugins": ["acme"], **settings}), taken=["openrouter"], find=finding(*entries))


def test_those_that_are_named_are_loaded_with_their_options_and_no_others() -> None:
    entries = [("providers", "acme", "ProviderPlugin"), ("hooks", "acme", "HookPlugin"), ("hooks", "other", "Raising")]
    found = load(*entries, plugin_options='{"acme": {"api_key": "k"}}')
    assert [provider.name for provider in found.providers] == ["acme"]
    [(name, hook)] = found.hooks
    assert (name, hook.context.name, dict(hook.context.options), hook.context.production) == (
        "acme",
        "acme",
        {"api_key": "k"},
        False,
    )
    assert "api_key" not in repr(hook.context)
    assert load(*entries, plugins=[]) == Plugins([], [], [])


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([], f"no installed package offers it in {', '.join(GROUPS)}"),
        ([("hooks", "acme", "HookPlugin")] * 2, "several installed packages offer it in tokentill.hooks"),
        ([("hooks", "acme", "Missing")], "cannot be loaded: AttributeError"),
        ([("providers", "acme", "OfTomorrow")], "is for API version 2, and this server has 1"),
        ([("providers", "acme", "Unversioned")], "is for API version None, and this server has 1"),
        ([("providers", "acme", "Raising")], "cannot be made: RuntimeError"),
        ([("providers", "acme", "FailingProviders")], "cannot be made: RuntimeError"),
        ([("providers", "acme", "Incomplete")], "is no ProviderPlugin"),
        ([("providers", "acme", "HookPlugin")], "is no ProviderPlugin"),
        ([("hooks", "acme", "ProviderPlugin")], "is no HookPlugin"),
        ([("gateways", "acme", "HookPlugin")], "is no GatewayPlugin"),
        ([("gateways", "acme", "GatewayPlugin")], "its gateway must have the name of the plug-in"),
        ([("providers", "acme", "Taking")], "the name 'openrouter' of its provider is taken"),
        ([("providers", "acme", "Shouting")], "the name 'ACME!' of its provider is taken, or can be none"),
        ([("providers", "acme", "NoProvider")], "bank is no ChatProvider"),
    ],
)
def test_a_broken_plug_in_is_named_with_what_is_wrong(entries, problem) -> None:
    with pytest.raises(PluginError) as broken:
        load(*entries)
    [told] = broken.value.problems
    assert told.startswith("PLUGINS: acme: ")
    assert problem in told
    assert "swordfish" not in told


def test_a_gateway_of_a_plug_in_takes_the_currencies_that_are_routed_to_it() -> None:
    stripe = {"stripe_secret_key": "sk_test_1", "stripe_publishable_key": "pk_test_1", "stripe_webhook_secret": "w"}
    settings = Settings(plugins=["bank"], payment_gateways="EUR=bank", **stripe)
    more = load_plugins(settings, taken=[], find=finding(("gateways", "bank", "GatewayPlugin"))).gateways
    gateways = payment_gateways_from_settings(settings, more)
    assert [gateways.choose(currency, "p").name for currency in ("EUR", "USD")] == ["bank", "stripe"]
    assert amount_limits_from_settings(settings, more)("EUR", "p") == "of the bank"


@pytest.mark.parametrize(
    ("env", "problem"),
    [
        ({"PLUGINS": "Acme"}, "PLUGINS: names that stand twice, or can be none: Acme"),
        ({"PLUGINS": "acme,acme"}, "PLUGINS: names that stand twice, or can be none: acme"),
        ({"PLUGINS": "acme", "PLUGIN_OPTIONS": "swordfish"}, "PLUGIN_OPTIONS: must be an object in JSON"),
        ({"PLUGINS": "acme", "PLUGIN_OPTIONS": '{"acme": {"n": 1}}'}, "PLUGIN_OPTIONS: must be an object in JSON"),
        ({"PLUGIN_OPTIONS": '{"acme": {}}'}, "PLUGIN_OPTIONS: PLUGINS does not name acme"),
        ({"PAYMENT_GATEWAYS": "EUR=bank"}, "PAYMENT_GATEWAYS: bank is neither stripe nor razorpay"),
    ],
)
def test_settings_of_plug_ins_are_checked(env, problem) -> None:
    with pytest.raises(SettingsError) as wrong:
        load_settings(env, None)
    [told] = wrong.value.problems
    assert told.startswith(problem)
    assert "swordfish" not in told


class Misbehaving(Provider):
    """Does what its request's model says."""

    async def list_models(self):
        return "no list"

    async def stream(self, request):
        if request.model == "raises":
            raise RuntimeError("swordfish")
        if request.model == "hangs":
            await asyncio.Event().wait()
        if request.model == "provider error":
            raise ProviderError("MODEL_NOT_FOUND")
        yield "no event"

    async def usage_record(self, _request_id, _seconds):
        raise RuntimeError

    async def close(self) -> None:
        raise RuntimeError


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ("raises", "PROVIDER_BAD_RESPONSE"),
        ("hangs", "PROVIDER_TIMEOUT"),
        ("provider error", "MODEL_NOT_FOUND"),
        ("no event", "PROVIDER_BAD_RESPONSE"),
    ],
)
async def test_whatever_a_provider_does_is_a_failure_of_its_own(model: str, code: str) -> None:
    provider = ContainedProvider(Misbehaving(), first_seconds=0.05, idle_seconds=0.05)
    with pytest.raises(ProviderError) as failed:
        [event async for event in provider.stream(ProviderRequest(model, [], max_tokens=1, temperature=0))]
    assert (failed.value.code, failed.value.__cause__) == (code, None)
    with pytest.raises(ProviderError):
        await provider.list_models()
    assert await provider.usage_record("x", 1) is None
    await provider.close()


async def test_a_sound_provider_is_passed_through() -> None:
    provider = ContainedProvider(Provider(), first_seconds=1, idle_seconds=1)
    assert [event async for event in provider.stream(REQUEST)] == [
        TextDelta("Hi"),
        CompletionEnd(FinishReason.STOP, None, None),
    ]
    assert [model.id for model in await provider.list_models()] == ["acme/one"]


class Careless(Provider):
    """Sends what cannot be stored, or charged."""

    async def list_models(self) -> list[ListedModel]:
        bad = ["", "x" * 201, "modèle", "line\nfeed"]
        rows = [ListedModel(name, "Bad") for name in bad]
        rows += [ListedModel("a", "Priced", prices={"input": 1}), ListedModel("b", "Small", context_window=0)]
        return [*rows, ListedModel("c", ""), ListedModel("good", "Good", prices={"input": "0"}, context_window=1)]

    async def stream(self, request):
        if request.model == "surrogate":
            yield TextDelta("a\ud800")
        yield CompletionEnd(FinishReason.STOP, TokenCounts(input_tokens=-1), None)


async def test_what_cannot_be_stored_or_charged_does_not_get_through() -> None:
    provider = ContainedProvider(Careless(), first_seconds=1, idle_seconds=1)
    assert [model.id for model in await provider.list_models()] == ["good"]
    request = ProviderRequest("surrogate", [], max_tokens=1, temperature=0)
    assert [event async for event in provider.stream(request)] == [
        TextDelta("a?"),
        CompletionEnd(FinishReason.STOP, None, None, unsound_usage=True),
    ]
