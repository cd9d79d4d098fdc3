"""The manifests that are generated with the clients are, together, one of the server's persisted operations."""

import json
import re
from pathlib import Path

import pytest
from tokentill_client import RequestError, Tokens, TokentillClient

from codegen.artifacts import ROOT
from settings import Settings
from tests.support.graphql import GraphQLClient

TYPESCRIPT = ROOT / "codegen" / "typescript" / "src" / "generated"
PYTHON = ROOT / "codegen" / "python" / "tokentill_client" / "generated"
MANIFEST = "persisted-documents.json"
OPERATIONS = sorted(file.stem for file in (ROOT / "codegen" / "operations").glob("*.graphql"))


def ids_in(folder: Path) -> dict[str, str]:
    """The id of each operation of a manifest, by its name."""
    manifest: dict[str, str] = json.loads((folder / MANIFEST).read_text("utf-8"))
    return {re.split(r"[ ({]", text.strip())[1]: id_ for id_, text in manifest.items()}


@pytest.fixture(scope="module")
def settings(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A server that runs what is in the manifests, and nothing else."""
    both = tmp_path_factory.mktemp("manifests") / MANIFEST
    parts = [json.loads((folder / MANIFEST).read_text("utf-8")) for folder in (TYPESCRIPT, PYTHON)]
    both.write_text(json.dumps(parts[0] | parts[1]), "utf-8")
    return settings.model_copy(update={"persisted_operations_file": both, "persisted_operations_only": True})


async def test_an_operation_runs_by_its_id(client: GraphQLClient):
    answer = await client.http.post(client.url, json={"documentId": ids_in(TYPESCRIPT)["Packages"]})
    assert [each["id"] for each in answer.json()["data"]["packages"] if each["popular"]] == ["package_500k"]


async def test_the_typescript_client_can_refresh_where_nothing_else_runs(client: GraphQLClient):
    sent = {"documentId": ids_in(TYPESCRIPT)["RenewSession"], "variables": {"refreshToken": "rt_unknown"}}
    answer = await client.http.post(client.url, json=sent)
    assert answer.json()["data"]["refreshSession"]["code"] == "SESSION_EXPIRED"


async def test_the_python_client_runs_and_refreshes_where_nothing_else_does(client: GraphQLClient):
    by_ids = TokentillClient(client.url, http=client.http, tokens=Tokens("at", "rt_unknown"), persisted=True)
    with pytest.raises(RequestError) as refused:
        await by_ids.me()
    assert refused.value.code == "UNAUTHENTICATED"
    await by_ids._session.renew(Tokens("at", "rt_unknown"))
    assert by_ids.tokens is None  # it was asked, and knows no such token
    assert [each.id for each in await by_ids.packages() if each.popular] == ["package_500k"]


async def test_a_document_is_refused(client: GraphQLClient):
    (error,) = await client.errors("{ packages { id } }")
    assert error["extensions"]["code"] == "PERSISTED_OPERATIONS_ONLY"


def test_typescript_documents_carry_the_ids_of_the_manifest():
    carried = re.findall(r'"hash":"(sha256:[0-9a-f]{64})"', (TYPESCRIPT / "graphql.ts").read_text("utf-8"))
    assert sorted(carried) == sorted(ids_in(TYPESCRIPT).values())


@pytest.mark.parametrize(("folder", "more"), [(TYPESCRIPT, []), (PYTHON, ["RefreshSession"])])
def test_every_operation_is_in_the_manifest(folder: Path, more: list[str]):
    texts = json.loads((folder / MANIFEST).read_text("utf-8")).values()
    names = [re.split(r"[ ({]", text.strip())[1] for text in texts]
    assert sorted(names) == sorted([*OPERATIONS, *more])  # Python's session has a document of its own to refresh by
