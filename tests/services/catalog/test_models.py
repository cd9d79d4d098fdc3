"""The model catalogue (C7, C8)."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from database.setup import Database
from gateways.providers import ListedModel, OfflineProvider, ProviderError
from services.catalog.errors import ModelNotFoundError, ModelNotPricedError
from services.catalog.listing import ModelQuery
from services.catalog.models import ModelCatalog
from services.errors import InvalidInputError
from services.paging import PageRequest
from settings import Settings
from tests.support.clock import MovableClock

ZERO = {"input": "0", "output": "0"}
PRICED = {"input": "0.1", "output": "0.2"}


class ListingProvider(OfflineProvider):
    """A provider whose list a test chooses: rows, or an error."""

    def __init__(self, name: str, *models: ListedModel, publishes: bool | None = True) -> None:
        super().__init__()
        self._name = name
        self._publishes = publishes
        self.listed: list[ListedModel] | ProviderError = list(models)
        self.calls = 0
        self.gate: asyncio.Event | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def publishes_prices(self) -> bool | None:
        return self._publishes

    async def list_models(self) -> list[ListedModel]:
        self.calls += 1
        if self.gate is not None:
            await self.gate.wait()
        if isinstance(self.listed, ProviderError):
            raise self.listed
        return list(self.listed)


def model(model_id: str, prices: dict[str, str] | None = None) -> ListedModel:
    return ListedModel(model_id, model_id.upper(), prices=prices)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def catalog_of(database: Database, clock: MovableClock) -> AsyncIterator[Callable[..., ModelCatalog]]:
    made: list[ModelCatalog] = []

    def make(*providers: ListingProvider, **settings: object) -> ModelCatalog:
        made.append(ModelCatalog(providers, Settings(**settings), clock))
        return made[-1]

    yield make
    for catalog in made:
        await catalog.close()


async def ids(catalog: ModelCatalog, **wanted: object) -> list[str]:
    page = await catalog.page(PageRequest(first=100), ModelQuery(**wanted))
    return [row.model.id for row in page.rows]


async def test_free_models_come_first_and_search_finds_id_and_name(catalog_of):
    catalog = catalog_of(ListingProvider("a", model("z/free", ZERO), model("b/dear", PRICED), model("a/dear", PRICED)))
    assert await ids(catalog) == ["z/free", "a/dear", "b/dear"]
    assert await ids(catalog, free_only=True) == ["z/free"]
    assert await ids(catalog, search="A/D") == ["a/dear"]
    with pytest.raises(InvalidInputError):
        await ids(catalog, search="x" * 101)


async def test_pages_follow_one_another(catalog_of):
    catalog = catalog_of(ListingProvider("a", *(model(f"m{number}", PRICED) for number in range(5))))
    seen: list[str] = []
    after = None
    while True:
        page = await catalog.page(PageRequest(first=2, after=after), ModelQuery())
        seen += [row.model.id for row in page.rows]
        if not page.has_next:
            break
        after = page.rows[-1].position
    assert seen == ["m0", "m1", "m2", "m3", "m4"]


async def test_models_without_a_usable_price_are_not_listed_and_refused(catalog_of):
    catalog = catalog_of(ListingProvider("a", model("none"), model("negative", {"input": "-1", "output": "0"})))
    assert await ids(catalog) == []
    for model_id in ("none", "negative"):
        with pytest.raises(ModelNotPricedError):
            await catalog.find(model_id)
    with pytest.raises(ModelNotFoundError):
        await catalog.find("other")


async def test_a_server_that_publishes_no_price_at_all_gets_the_default_rate(catalog_of):
    catalog = catalog_of(
        ListingProvider("own", model("a"), model("b"), publishes=None), default_rate_microtokens=3_000_000
    )
    assert (await catalog.find("a")).price.rates.input == 3_000_000
    mixed = catalog_of(ListingProvider("own", model("a"), model("b", PRICED), publishes=None))
    with pytest.raises(ModelNotPricedError):
        await mixed.find("a")


async def test_the_default_is_the_preferred_one_else_a_free_one_else_the_first(catalog_of):
    preferred = model("deepseek/deepseek-r1:free", ZERO)
    dear, free = model("dear", PRICED), model("free", ZERO)
    assert (await catalog_of(ListingProvider("a", dear, free, preferred)).find(None)).id == preferred.id
    assert (await catalog_of(ListingProvider("a", dear, free)).find(None)).id == "free"
    assert (await catalog_of(ListingProvider("a", dear)).find(None)).id == "dear"
    assert (await catalog_of(ListingProvider("a", dear, preferred), default_model="dear").find(None)).id == "dear"
    with pytest.raises(ModelNotFoundError):
        await catalog_of(ListingProvider("a")).find(None)


async def test_of_two_models_with_one_id_the_first_providers_is_used(catalog_of):
    catalog = catalog_of(ListingProvider("a", model("m", PRICED)), ListingProvider("b", model("m", ZERO)))
    assert (await catalog.find("m")).provider == "a"


async def test_the_list_is_kept_then_read_again(catalog_of, clock):
    provider = ListingProvider("a", model("m", PRICED))
    catalog = catalog_of(provider, model_cache_seconds=900)
    assert await ids(catalog) == ["m"]
    clock.move(seconds=899)
    assert (await ids(catalog), provider.calls) == (["m"], 1)
    provider.listed = [model("n", PRICED)]
    clock.move(seconds=1)
    assert (await ids(catalog), provider.calls) == (["n"], 2)


async def test_many_callers_share_one_refresh(catalog_of):
    provider = ListingProvider("a", model("m", PRICED))
    provider.gate = asyncio.Event()
    catalog = catalog_of(provider)
    waiting = [asyncio.create_task(ids(catalog)) for _ in range(50)]
    await asyncio.sleep(0.05)
    provider.gate.set()
    assert await asyncio.gather(*waiting) == [["m"]] * 50
    assert provider.calls == 1


async def test_a_stale_list_serves_while_the_provider_is_down(catalog_of, clock):
    provider = ListingProvider("a", model("m", PRICED))
    catalog = catalog_of(provider)
    await ids(catalog)
    provider.listed = ProviderError("PROVIDER_UNAVAILABLE")
    clock.move(seconds=901)
    assert await ids(catalog) == ["m"]
    assert await ids(catalog) == ["m"]
    assert provider.calls == 2, "a provider that is down is asked again after a pause only"
    provider.listed = [model("n", PRICED)]
    clock.move(seconds=31)
    assert await ids(catalog) == ["n"]


async def test_seeds_serve_before_the_first_list(catalog_of):
    provider = ListingProvider("openrouter")
    provider.listed = ProviderError("PROVIDER_UNAVAILABLE")
    catalog = catalog_of(provider)
    assert (await catalog.find(None)).id == "meta-llama/llama-3.1-405b-instruct:free"
    own = ListingProvider("openai", publishes=None)
    own.listed = ProviderError("MODEL_NOT_FOUND")
    assert (await catalog_of(own, default_model="my/model").find(None)).id == "my/model"
