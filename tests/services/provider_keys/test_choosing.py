"""Which key a call gets (F4): the cheapest that may be used, and another at once where one is refused."""

import asyncio

from models.provider_key import ProviderKey, ProviderKeyRest
from tests.support.upstream import answer

HELLO = "Hello"


def refused(status: int, **headers: str) -> list:
    return [status, ("headers", headers)]


async def test_the_cheapest_is_asked_first_and_that_of_the_settings_last_of_its_price(server, upstream) -> None:
    one = server("sk-settings")
    assert await one.ask() == HELLO
    await one.add("sk-dear", cost_per_mille=1_500)
    await one.add("sk-usual")
    cheap = await one.add("sk-cheap", cost_per_mille=800)
    for _ in range(2):
        assert await one.ask() == HELLO
    await one.keys.update("usr_admin", cheap.key.id, {"enabled": False})
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-settings", "sk-cheap", "sk-cheap", "sk-usual"]


async def test_a_refused_key_rests_and_the_next_is_asked_at_once(server, upstream, clock) -> None:
    one = server("sk-settings")
    bad, poor = await one.add("sk-bad", cost_per_mille=1), await one.add("sk-poor", cost_per_mille=2)
    busy = await one.add("sk-busy", cost_per_mille=3)
    upstream.by_key = {"sk-bad": [401], "sk-poor": [402], "sk-busy": refused(429)}
    assert await one.ask() == HELLO
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-bad", "sk-poor", "sk-busy", "sk-settings", "sk-settings"]
    rests = {row.key_id: (row.model, row.code, row.until - row.at) for row in await ProviderKeyRest.find().to_list()}
    assert {key_id: (model, code, length.total_seconds()) for key_id, (model, code, length) in rests.items()} == {
        bad.key.id: (None, "PROVIDER_AUTH", 3_600),
        poor.key.id: (None, "PROVIDER_PAYMENT_REQUIRED", 600),
        busy.key.id: ("test/model", "PROVIDER_RATE_LIMITED", 5),
    }


async def test_a_limit_of_requests_is_about_its_model_and_lasts_as_long_as_the_provider_asks(
    server, upstream, clock
) -> None:
    one = server()
    await one.add("sk-one")
    await one.add("sk-two")
    upstream.by_key = {"sk-one": refused(429, **{"retry-after": "90"})}
    assert await one.ask() == HELLO
    upstream.by_key = {}
    assert await one.ask("other/model") == HELLO
    clock.move(seconds=89)
    assert await one.ask() == HELLO
    clock.move(seconds=2)
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-one", "sk-two", "sk-one", "sk-two", "sk-one"]


async def test_other_servers_hear_of_a_rest_and_of_a_new_key(server, upstream, clock) -> None:
    one, two = server("sk-settings"), server("sk-settings")
    assert await two.ask() == HELLO
    await one.add("sk-bad", cost_per_mille=1)
    upstream.by_key = {"sk-bad": [401]}
    assert await one.ask() == HELLO
    clock.move(seconds=2)
    assert await two.ask() == HELLO
    assert upstream.keys == ["sk-settings", "sk-bad", "sk-settings", "sk-settings"]


async def test_a_long_retry_after_of_all_keys_is_kept_to_by_every_call(server, upstream) -> None:
    one = server("sk-settings")
    upstream.by_key = {"sk-settings": refused(429, **{"retry-after": "600"})}
    assert [await one.ask(), await one.ask()] == ["PROVIDER_RATE_LIMITED"] * 2
    assert upstream.keys == ["sk-settings"]


async def test_an_only_key_is_asked_again_after_a_pause_as_ever(server, upstream) -> None:
    one = server("sk-settings")
    upstream.replies = [[429], answer("Hello")]
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-settings"] * 2


async def test_a_refused_only_key_is_tried_now_and_then_and_is_good_again_once_it_is(server, upstream, clock) -> None:
    one = server("sk-settings")
    upstream.by_key = {"sk-settings": [401]}
    assert [await one.ask() for _ in range(3)] == ["PROVIDER_AUTH"] * 3
    assert upstream.keys == ["sk-settings"]
    clock.move(seconds=15)
    assert [await one.ask() for _ in range(3)] == ["PROVIDER_AUTH"] * 3
    assert upstream.keys == ["sk-settings"] * 2
    upstream.by_key = {}
    clock.move(seconds=15)
    assert await one.ask() == HELLO
    await one.keys.close()
    assert await one.ask() == HELLO
    assert await ProviderKeyRest.find().count() == 0


async def test_a_failure_that_is_no_fault_of_the_key_leaves_it_alone(server, upstream) -> None:
    one = server("sk-settings")
    await one.add("sk-own")
    upstream.by_key = {"sk-own": [403]}
    assert await one.ask() == "PROVIDER_FORBIDDEN"
    upstream.by_key = {"sk-own": [404]}
    assert await one.ask() == "MODEL_NOT_FOUND"
    assert upstream.keys == ["sk-own"] * 2
    assert await ProviderKeyRest.find().count() == 0


async def test_the_model_list_is_read_with_a_key_that_is_good(server, upstream) -> None:
    one = server()
    await one.add("sk-bad")
    await one.add("sk-good", cost_per_mille=2_000)
    upstream.by_key = {"sk-bad": [401]}
    assert [model.id for model in await one.provider.list_models()] == ["test/model"]
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-good"]


async def test_without_any_key_the_refusal_says_so(server, upstream) -> None:
    one = server()
    assert await one.ask() == "PROVIDER_KEY_MISSING"
    only = await one.add("sk-only", enabled=False)
    assert await one.ask() == "PROVIDER_KEY_MISSING"
    await one.keys.update("usr_admin", only.key.id, {"enabled": True})
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-only"]


async def test_a_server_that_needs_no_key_is_asked_with_one_once_there_is_one(server, upstream) -> None:
    one = server(keyless=True)
    assert await one.ask() == HELLO
    await one.add("sk-own", cost_per_mille=5_000)
    assert await one.ask() == HELLO
    assert upstream.keys == ["none", "sk-own"]


async def test_many_calls_at_once_all_get_by_a_refused_key(server, upstream) -> None:
    one = server("sk-settings")
    await one.add("sk-bad")
    upstream.by_key = {"sk-bad": [401]}
    assert await asyncio.gather(*(one.ask() for _ in range(20))) == [HELLO] * 20


async def test_an_only_key_without_credit_is_flagged_and_asked_for_what_costs_less(server, upstream) -> None:
    one = server("sk-settings")
    upstream.replies = [[402], answer("Hello")]
    assert await one.ask() == "PROVIDER_PAYMENT_REQUIRED"
    assert [row.code for row in await ProviderKeyRest.find().to_list()] == ["PROVIDER_PAYMENT_REQUIRED"]
    assert await one.ask() == HELLO
    await one.keys.close()
    assert await ProviderKeyRest.find().count() == 0


async def test_a_row_of_another_form_is_passed_over(server, upstream) -> None:
    one = server("sk-settings")
    await ProviderKey.get_pymongo_collection().insert_one({"_id": "pky_future", "provider": "acme", "sealed": 7})
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-settings"]
