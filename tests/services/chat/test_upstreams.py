"""Each thing that an upstream can do: code, charge, what is left held and what is stored, exactly (C5, C6, C12).

One upstream is aimock, which somebody else wrote in the shape of OpenRouter; what it cannot do, a raw one does.
"""

import json
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from gateways.providers import TokenCounts
from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from gateways.providers.retrying import RetryRules
from models.conversation import Conversation
from models.generation import Generation, GenerationStatus
from models.ids import new_id
from models.ledger_entry import LedgerEntry
from models.message import Message
from services.catalog.models import ModelCatalog
from services.chat import ChatRequest, ChatService
from services.chat.errors import ChatFailedError
from services.ledger.audit import audit_ledger
from tests.services.chat.conftest import TOKENS
from tests.services.chat.upstream_table import AIMOCK_ROWS, RAW_ROWS, Row
from tests.support.admission import admission
from tests.support.aimock import aimock

_RETRY = RetryRules(base_seconds=0.01)


def _counts(usage) -> TokenCounts:
    return TokenCounts(
        usage.input_tokens,
        usage.output_tokens,
        usage.cache_read_tokens,
        usage.cache_write_tokens,
        usage.reasoning_tokens,
    )


class Bench:
    """A chat service before one upstream, and what a row leaves behind."""

    def __init__(self, ledger, database, settings, clock, base_url: str, model: str) -> None:
        profile = ServerProfile(
            "upstream", base_url, None, first_byte_seconds=3, idle_seconds=2, keeps_records=True, retry=_RETRY
        )
        changed = settings.model_copy(update={"chat_usage_record_seconds": 1})
        self.catalog = ModelCatalog([OpenAICompatibleProvider(profile, "key")], changed, clock)
        self.chat = ChatService(ledger, self.catalog, changed, clock, admission(changed, clock))
        self.ledger, self.database, self.model = ledger, database, model

    async def close(self) -> None:
        await self.chat.stop(5)
        await self.catalog.close()

    async def run(self, viewer, row: Row) -> None:
        """Send the row's message, and look at everything that is left."""
        request = ChatRequest(message=row.name, idempotency_key=new_id("key"), model_id=self.model, max_tokens=100)
        if row.code is None:
            completed = await self.chat.complete(viewer, request)
            assert (completed.balance.available, completed.usage.cost) == (TOKENS - row.charge, row.charge)
        else:
            with pytest.raises(ChatFailedError) as caught:
                await self.chat.complete(viewer, request)
            assert (caught.value.code, caught.value.retryable) == (row.code, row.retryable)
        balance = await self.ledger.balance(viewer.wallet_id)
        assert (balance.available, balance.held, balance.lifetime_spent) == (TOKENS - row.charge, 0, row.charge)
        await self._is_stored(viewer, row)
        await self._is_charged(viewer, row)
        assert (await audit_ledger(self.database)).findings == []

    async def _is_stored(self, viewer, row: Row) -> None:
        generation = await Generation.find_one({"user_id": viewer.user_id})
        rows = await Message.find({"user_id": viewer.user_id}).sort("+position").to_list()
        if row.code is not None:
            assert (generation.status, generation.failure.code) == (GenerationStatus.FAILED, row.code)
            assert (rows, generation.message) == ([], None)
            assert await Conversation.find({"user_id": viewer.user_id}).count() == 0
            return
        question, reply = rows
        assert (question.role.value, question.content, question.usage) == ("user", row.name, None)
        assert (reply.role.value, reply.content, reply.finish_reason) == ("assistant", row.text, row.finish)
        assert (_counts(reply.usage), reply.usage.cost, reply.usage.counted_by) == (row.counts, row.charge, row.by)
        result = generation.result
        assert (generation.status, result.counted_by, result.usage_flag) == (GenerationStatus.DONE, row.by, row.flag)

    async def _is_charged(self, viewer, row: Row) -> None:
        kinds = ["grant", "hold", "release" if row.code else "settle"]
        entries = await LedgerEntry.find({"wallet": viewer.wallet_id}).sort("+seq").to_list()
        assert [entry.kind for entry in entries] == kinds
        if row.code is None:
            usage = entries[-1].usage
            kinds = ("input", "output", "cache_read", "cache_write", "reasoning")
            assert TokenCounts(*(usage[f"{kind}_tokens"] for kind in kinds)) == row.counts


@pytest.fixture(scope="module")
def mock_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    fixtures = [{"match": {"userMessage": row.name}, **row.upstream} for row in AIMOCK_ROWS]
    with aimock(fixtures, tmp_path_factory.mktemp("aimock"), "--chunk-size", "5") as url:
        yield url


@pytest.fixture
async def before_aimock(mock_url: str, ledger, database, settings, clock) -> AsyncIterator[Bench]:
    bench = Bench(ledger, database, settings, clock, f"{mock_url}/api/v1", "openai/gpt-4o")
    yield bench
    await bench.close()


@pytest.fixture
async def before_raw(upstream, ledger, database, settings, clock) -> AsyncIterator[Bench]:
    bench = Bench(ledger, database, settings, clock, upstream.base_url, "test/model")
    yield bench
    await bench.close()


@pytest.mark.node
@pytest.mark.parametrize("row", AIMOCK_ROWS, ids=lambda row: row.name)
async def test_what_aimock_does(before_aimock, mock_url, viewer, row):
    await before_aimock.run(viewer, row)
    async with httpx.AsyncClient() as client:
        journal = (await client.get(f"{mock_url}/__aimock/journal")).json()
    asked = [entry for entry in journal if row.name in json.dumps(entry["body"] or {})]
    assert len(asked) == row.requests


@pytest.mark.parametrize("row", RAW_ROWS, ids=lambda row: row.name)
async def test_what_only_a_raw_upstream_does(before_raw, upstream, viewer, row):
    upstream.replies, upstream.records = list(row.upstream), row.records
    await before_raw.run(viewer, row)
    assert len(upstream.requests) == row.requests
