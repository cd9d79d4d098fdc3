"""The manifest that is generated with the Python client is one of the server's persisted operations."""

import json
import re

import pytest
from tokentill_client import RequestError, Tokens, TokentillClient

from codegen.artifacts import ROOT
from settings import Settings
from tests.support.graphql import GraphQLClient

MANIFEST = ROOT / "codegen" / "python" / "tokentill_client" / "generated" / "persisted-documents.json"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """A server that runs what is in the manifest, and nothing else."""
    return settings.model_copy(update={"persisted_operations_file": MANIFEST, "persisted_operations_only": True})


async def test_a_client_by_ids_runs_and_refreshes_where_nothing_else_does(client: GraphQLClient):
    by_ids = TokentillClient(client.url, http=client.http, tokens=Tokens("at", "rt_unknown"), persisted=True)
    with pytest.raises(RequestError) as refused:
        await by_ids.me()
    assert refused.value.code == "UNAUTHENTICATED"
    await by_ids._session.renew(Tokens("at", "rt_unknown"))
    assert by_ids.tokens is None  # it was asked, and knows no such token
    assert [each.id for each in await by_ids.packages() if each.popular] == ["package_500k"]


async def test_a_document_that_is_not_in_it_is_refused(client: GraphQLClient):
    with pytest.raises(RequestError) as refused:
        await TokentillClient(client.url, http=client.http).execute("{ packages { id } }")
    assert refused.value.code == "PERSISTED_OPERATIONS_ONLY"


def test_every_operation_is_in_it():
    manifest: dict[str, str] = json.loads(MANIFEST.read_text("utf-8"))
    names = [re.split(r"[ ({]", text.strip())[1] for text in manifest.values()]
    operations = [file.stem for file in (ROOT / "codegen" / "operations").glob("*.graphql")]
    assert sorted(names) == sorted([*operations, "RefreshSession"])  # and the one by which sessions are refreshed
