"""The TypeScript client: its types, its runtime alone, and the core operations against a real server."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from codegen.artifacts import ROOT
from tests.codegen.test_artifacts import CONTRACT
from tests.support.server import LiveServer

HERE = Path(__file__).parent
PACKAGE = ROOT / "codegen" / "typescript"
TYPESCRIPT = str(PACKAGE / "node_modules" / "typescript" / "bin" / "tsc")
RUNTIME_TESTS = sorted(HERE.glob("*.test.ts"))
pytestmark = pytest.mark.usefixtures("typescript_client")
KINDS = ["tokens, sse", "tokens, websocket", "cookies, sse", "cookies, websocket"]
BROUGHT: dict[str, Any] = {
    "Me": [True, "Ada", "USER", "0"],
    "Balance": ["10000", "10000", "0", "0", "0"],
    "Packages": "package_500k",
    "PaymentMethods": True,
    "ClaimStatus": ["1000", True],
    "Claim": ["ClaimSucceeded", "CLAIM_TOO_EARLY"],
    "Purchase": ["500000", "CN¥35.00"],
    "Purchases": [["PENDING", "500000"]],
    "Models": ["offline/echo"],
    "Chat": ["ASSISTANT", "0"],
    "ChatStream": [["ChatStarted", "ChatDelta", "ChatCompleted"], True, "0"],
    "BalanceChanged": "0",
    "Conversations": [["Hi", 2], ["Hello!", 2]],
    "Messages": ["USER", "ASSISTANT"],
    "UsageHistory": [["CHAT", "offline/echo"], ["CHAT", "offline/echo"]],
    "UsageStats": [2, ["offline/echo"]],
}
"""What contract.ts tells of each core operation; beside these, `Register` and `Login` tell the kind of session."""


async def run(*command: str) -> str:
    """What a program writes; fails with that when the program does."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(120):
        output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    return output.decode()


@pytest.fixture(scope="module")
async def brought(node: str, typescript_client: None, live_server: LiveServer) -> dict[str, dict[str, Any]]:
    """What every core operation brought, by the kind of session and of stream."""
    output = await run(node, str(HERE / "contract.ts"), live_server.graphql_url)
    return json.loads(output.splitlines()[-1])  # type: ignore[no-any-return]


async def test_client_documents_and_examples_are_typed_strictly(node: str):
    await run(node, TYPESCRIPT, "--project", str(PACKAGE))


async def test_what_the_docs_show_is_typed(node: str, tmp_path: Path):
    blocks = re.findall(
        r"^```ts\n(.*?)^```$", (ROOT / "docs" / "clients.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) == 3
    (tmp_path / "shown.ts").write_text("\n".join(blocks), "utf-8")
    source = PACKAGE / "src"
    names = {
        "tokentill-client": [f"{source}/index.ts"],
        "tokentill-client/generated": [f"{source}/generated/graphql.ts"],
    }
    options = {"paths": names, "typeRoots": [f"{PACKAGE}/node_modules/@types"]}
    project = {"extends": f"{PACKAGE}/tsconfig.json", "compilerOptions": options, "include": ["shown.ts"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(project), "utf-8")
    await run(node, TYPESCRIPT, "--project", str(tmp_path))


@pytest.mark.parametrize("file", RUNTIME_TESTS, ids=lambda file: file.name)
async def test_the_runtime(node: str, file: Path):
    await run(node, "--test", str(file))


@pytest.mark.parametrize("kind", KINDS)
def test_every_core_operation(brought: dict[str, dict[str, Any]], kind: str):
    session = "Session" if kind.startswith("tokens") else "SessionInCookies"
    assert brought[kind] == {"Register": session, "Login": session} | BROUGHT


if CONTRACT.exists():  # elsewhere our committed copies stand for it

    def test_no_core_operation_is_left_out():
        agreed = re.findall(r"^(?:query|mutation|subscription) (\w+)", CONTRACT.read_text("utf-8"), re.MULTILINE)
        assert sorted(agreed) == sorted(["Register", "Login", *BROUGHT])
