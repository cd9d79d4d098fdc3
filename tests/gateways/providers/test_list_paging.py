"""All pages of a model list, over real HTTP (C7)."""

import pytest

from gateways.providers import ProviderError
from gateways.providers.list_paging import MOST_PAGES
from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from tests.support.model_lists import body_of, model_list_server


async def listed(url):
    provider = OpenAICompatibleProvider(ServerProfile("own", f"{url}/v1", None, 5, 5), "key-1")
    try:
        return await provider.list_models()
    finally:
        await provider.close()


async def ids(url):
    return [model.id for model in await listed(url)]


async def test_pages_that_a_link_header_names_are_read():
    def answer(query):
        page = int(query.get("p", "1"))
        links = {"link": f'</v1/models?p={page - 1}>; rel="prev", </v1/models?p={page + 1}>; rel="next"'}
        return body_of(f"m{page}a", f"m{page}b"), links if page < 3 else {}

    async with model_list_server(answer) as server:
        assert await ids(server.url) == ["m1a", "m1b", "m2a", "m2b", "m3a", "m3b"]
        assert server.asked == [{}, {"p": "2"}, {"p": "3"}]
        assert server.keys == ["key-1"] * 3


async def test_pages_behind_a_last_id_are_read():
    pages = {None: ("m1", "m2"), "m2": ("m3", "m2"), "m3": ("m4",)}

    def answer(query):
        after = query.get("after")
        assert after == query.get("after_id")
        rows = pages[after]
        last = "m2" if after is None else rows[0]
        return body_of(*rows, has_more=after != "m3", last_id=last), {}

    async with model_list_server(answer) as server:
        assert await ids(server.url) == ["m1", "m2", "m3", "m4"]


async def test_a_list_without_end_is_cut():
    def answer(query):
        page = int(query.get("after", "0")) + 1
        return body_of(f"m{page}", has_more=True, last_id=str(page)), {}

    async with model_list_server(answer) as server:
        assert len(await ids(server.url)) == MOST_PAGES
        assert len(server.asked) == MOST_PAGES


@pytest.mark.parametrize(
    "more", [{"has_more": True, "last_id": "m1"}, {"has_more": True}, {"has_more": True, "last_id": 7}]
)
async def test_a_page_that_leads_nowhere_is_the_last(more):
    async with model_list_server(lambda _: (body_of("m1", **more), {})) as server:
        assert await ids(server.url) == ["m1"]
        assert len(server.asked) <= 2


async def test_the_key_goes_to_no_other_host():
    async with model_list_server(lambda _: (body_of("x"), {})) as other:
        link = {"link": f'<{other.url}/v1/models?p=2>; rel="next"'}
        async with model_list_server(lambda _: (body_of("m1"), link)) as server:
            with pytest.raises(ProviderError) as caught:
                await ids(server.url)
        assert (caught.value.code, other.asked) == ("PROVIDER_BAD_RESPONSE", [])


async def test_a_page_that_is_no_list_fails_the_whole():
    def answer(query):
        return (body_of("m1", has_more=True, last_id="m1"), {}) if not query else ("[]", {})

    async with model_list_server(answer) as server:
        with pytest.raises(ProviderError):
            await ids(server.url)


async def test_a_price_that_is_a_json_number_is_read_as_it_is_written():
    row = '{"id": "m", "pricing": {"prompt": 0.10000000000000000000001, "completion": 1e-7}}'
    async with model_list_server(lambda _: (f'{{"data": [{row}]}}', {})) as server:
        (model,) = await listed(server.url)
    assert model.prices == {"input": "0.10000000000000000000001", "output": "1E-7"}
