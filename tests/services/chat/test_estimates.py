"""What a chat can cost at most, told before (C5, C8): the same as a chat then holds."""

import pytest

from gateways.providers.offline import ECHO_MODEL
from models.generation import Generation
from services.allowances.errors import AllowancesUnavailableError
from services.catalog.errors import ModelNotFoundError, ModelNotPricedError
from services.catalog.models import ModelCatalog
from services.catalog.pricing import Rates
from services.chat import ChatRequest, ChatService, Estimates
from services.chat.errors import EstimateUnavailableError, PromptTooLongError
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import InsufficientTokensError, LedgerUnavailableError
from services.moderation.errors import ModerationUnavailableError
from services.subscriptions.errors import SubscriptionsUnavailableError
from tests.services.catalog.test_models import ListingProvider, model
from tests.support.admission import admission

PRICES = {"input": "0.000004", "output": "0.000016", "reasoning": "0.00002"}


def asking(message="Hello", **more):
    return ChatRequest(message=message, idempotency_key="estimate", **more)


@pytest.fixture
async def parts(database, ledger, settings, clock):
    """Estimates and chats by cost, at a dollar a million wallet tokens, without a margin."""
    changed = settings.model_copy(
        update={"price_policy": "cost", "cost_margin_per_mille": 1_000, "wallet_token_nanodollars": 1_000}
    )
    catalog = ModelCatalog([ListingProvider("a", model(ECHO_MODEL, PRICES), model("unpriced"))], changed, clock)
    lets_in = admission(changed, clock)
    chat = ChatService(ledger, catalog, changed, clock, lets_in)
    yield Estimates(ledger, catalog, changed, clock, lets_in), chat
    await chat.stop(5)
    await catalog.close()


async def test_an_estimate_says_the_most_and_why_and_holds_nothing(parts, ledger, viewer):
    estimates, _ = parts
    found = await estimates.estimate(viewer, asking(max_tokens=100))
    # 5 bytes, 16 for the message and 256 for the whole, at 4 wallet tokens each; 100 of output at 20, the dearer kind.
    assert (found.model_id, found.input_tokens, found.output_tokens) == (ECHO_MODEL, 277, 100)
    assert found.price.rates == Rates(4_000_000, 16_000_000, 4_000_000, 4_000_000, 20_000_000)
    assert (found.required, found.available) == (277 * 4 + 100 * 20, 100_000)
    assert (found.refusal, found.shortened) == (None, False)
    assert (await ledger.balance(viewer.wallet_id)).held == 0
    assert await Generation.find({"user_id": viewer.user_id}).count() == 0


@pytest.mark.parametrize(
    "error",
    [
        AllowancesUnavailableError(),
        LedgerUnavailableError(),
        ModerationUnavailableError(),
        SubscriptionsUnavailableError(),
    ],
)
async def test_a_database_that_is_away_has_one_code_whoever_was_asked(parts, viewer, monkeypatch, error):
    estimates, _ = parts

    async def away(*_):
        raise error

    monkeypatch.setattr(estimates._preparation, "prepare", away)
    with pytest.raises(EstimateUnavailableError):
        await estimates.estimate(viewer, asking())


@pytest.mark.parametrize("tokens", [100_000, 20_000])
async def test_a_chat_holds_what_its_estimate_said(parts, new_viewer, tokens):
    estimates, chat = parts
    viewer = await new_viewer(tokens)
    told = await estimates.estimate(viewer, asking())
    await chat.complete(viewer, asking())
    (generation,) = await Generation.find({"user_id": viewer.user_id}).to_list()
    assert (generation.held, generation.parameters.max_tokens) == (told.required, told.output_tokens)
    assert (generation.input_bound, generation.price_version) == (told.input_tokens, told.price.version)
    assert told.shortened == (tokens == 20_000)


@pytest.mark.parametrize("max_tokens", [None, 1_000])
async def test_what_cannot_be_paid_is_told_with_what_it_needs(parts, new_viewer, max_tokens):
    estimates, chat = parts
    viewer = await new_viewer(2_000)
    told = await estimates.estimate(viewer, asking(max_tokens=max_tokens))
    assert (told.refusal, told.available) == ("INSUFFICIENT_TOKENS", 2_000)
    assert told.output_tokens == (max_tokens or 256)
    with pytest.raises(InsufficientTokensError) as refused:
        await chat.complete(viewer, asking(max_tokens=max_tokens))
    assert refused.value.required == told.required


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (asking(model_id="other"), ModelNotFoundError),
        (asking(model_id="unpriced"), ModelNotPricedError),
        (asking(conversation_id="cnv_1"), NotFoundError),
        (asking("x" * 100_000, max_tokens=4_000), None),
        (asking("漢" * 100_000), PromptTooLongError),
        (asking(" "), InvalidInputError),
        (asking(max_tokens=0), InvalidInputError),
    ],
)
async def test_what_a_chat_would_refuse_an_estimate_refuses(parts, viewer, request_, error):
    estimates, _ = parts
    if error is None:
        assert (await estimates.estimate(viewer, request_)).input_tokens == 100_272
        return
    with pytest.raises(error):
        await estimates.estimate(viewer, request_)
