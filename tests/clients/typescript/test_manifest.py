"""The manifest that is generated with the documents is one of the server's persisted operations."""

import json
import re

import pytest

from codegen.artifacts import ROOT
from settings import Settings
from tests.support.graphql import GraphQLClient

GENERATED = ROOT / "codegen" / "typescript" / "src" / "generated"
MANIFEST = GENERATED / "persisted-documents.json"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """A server that runs what is in the manifest, and nothing else."""
    return settings.model_copy(update={"persisted_operations_file": MANIFEST, "persisted_operations_only": True})


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    """The id of each operation of the manifest, by its name."""
    manifest: dict[str, str] = json.loads(MANIFEST.read_text("utf-8"))
    return {re.split(r"[ ({]", text)[1]: id_ for id_, text in manifest.items()}


async def test_an_operation_runs_by_its_id(client: GraphQLClient, ids: dict[str, str]):
    answer = await client.http.post(client.url, json={"documentId": ids["Packages"]})
    assert [each["id"] for each in answer.json()["data"]["packages"] if each["popular"]] == ["package_500k"]


async def test_the_client_can_refresh_where_nothing_else_runs(client: GraphQLClient, ids: dict[str, str]):
    variables = {"refreshToken": "rt_unknown"}
    answer = await client.http.post(client.url, json={"documentId": ids["RenewSession"], "variables": variables})
    assert answer.json()["data"]["refreshSession"]["code"] == "SESSION_EXPIRED"


async def test_a_document_is_refused(client: GraphQLClient):
    (error,) = await client.errors("{ packages { id } }")
    assert error["extensions"]["code"] == "PERSISTED_OPERATIONS_ONLY"


def test_documents_carry_the_ids_of_the_manifest(ids: dict[str, str]):
    carried = re.findall(r'"hash":"(sha256:[0-9a-f]{64})"', (GENERATED / "graphql.ts").read_text("utf-8"))
    operations = (ROOT / "codegen" / "operations").glob("*.graphql")
    assert sorted(carried) == sorted(ids.values())
    assert sorted(ids) == sorted(file.stem for file in operations)
