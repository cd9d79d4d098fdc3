"""The client in 15 minutes of docs/frontend.md: typed, and seen to work by what stands on that page."""

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from codegen.artifacts import ROOT
from models.ids import new_id
from tests.support.graphql import PASSWORD
from tests.support.ports import free_port
from tests.support.server import LiveServer

pytestmark = pytest.mark.nightly

_DOCS = ROOT / "docs" / "frontend.md"
SECTION = _DOCS.read_text("utf-8").partition("## Your own client in 15 minutes")[2].partition("\n## ")[0]
WEB = ROOT / "web" / "node_modules"
TYPES = "@graphql-typed-document-node"
STRICT = {
    "target": "ES2023", "lib": ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"], "module": "ESNext",
    "moduleResolution": "bundler", "strict": True, "noEmit": True, "allowImportingTsExtensions": True, "types": [],
}  # fmt: skip
CODE = {"Content-Type": "application/json", "X-Tokentill-Session": "cookie"}
REGISTER = """mutation ($email: String!) {
  register(input: { email: $email, password: "PASSWORD", name: "Ada" }) { __typename }
}"""


def block(language: str, about: str) -> str:
    """The code block of the section that has these words in it, without its indentation."""
    blocks = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", SECTION, re.MULTILINE | re.DOTALL)
    (found,) = [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in blocks if about in text]
    return found


async def run(*command: str, folder: Path, **environment: str) -> str:
    """What a program writes; fails with that when the program does."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env={**os.environ, **environment}, stdout=PIPE, stderr=STDOUT
    )
    async with asyncio.timeout(180):
        output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    return output.decode()


@pytest.fixture
async def mypage(node: str, typescript_client: None, tmp_path: Path) -> Path:
    """The folder after step 3. What npm would install is there already, as a part of what `web/` has."""
    folder = tmp_path / "mypage"
    (folder / "operations").mkdir(parents=True)
    (folder / "src").mkdir()
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / TYPES).symlink_to(WEB / TYPES)
    (tmp_path / "codegen").symlink_to(ROOT / "codegen")
    (folder / "operations" / "page.graphql").write_text(block("graphql", "MyPage"))
    (folder / "codegen.ts").write_text(block("ts", "CodegenConfig"))
    (folder / "src" / "page.ts").write_text(block("ts", "cookieSession"))
    (folder / "package.json").write_text('{ "name": "mypage" }')
    assert "../codegen/typescript/node_modules/.bin/graphql-codegen --config codegen.ts" in block("sh", "npm init")
    generator = str(tmp_path / "codegen/typescript/node_modules/.bin/graphql-codegen")
    await run(node, generator, "--config", "codegen.ts", folder=folder)
    return folder


async def test_its_page_in_typescript_is_strictly_typed(node: str, mypage: Path) -> None:
    (mypage / "tsconfig.json").write_text(json.dumps({"compilerOptions": STRICT, "include": ["src"]}))
    compiler = ROOT / "codegen/typescript/node_modules/typescript/bin/tsc"
    await run(node, str(compiler), "--project", str(mypage), folder=mypage)


@pytest.fixture
async def served(node: str, mypage: Path, live_server: LiveServer) -> AsyncIterator[str]:
    """The address of the page, served by Vite as step 4 says."""
    port = free_port()
    (mypage / "index.html").write_text('<!doctype html><body></body><script type="module" src="/src/page.ts"></script>')
    configuration = block("js", "proxy").replace("http://127.0.0.1:8000", live_server.url)
    (mypage / "vite.config.mjs").write_text(configuration)
    command = [node, str(WEB / "vite/bin/vite.js"), "--host", "127.0.0.1", "--port", str(port), "--strictPort"]
    process = await asyncio.create_subprocess_exec(*command, cwd=mypage, stdout=PIPE, stderr=STDOUT)
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while b"Local" not in await process.stdout.readline():
            assert process.returncode is None
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    await process.communicate()


@pytest.mark.browser
async def test_its_page_shows_balance_and_packages_and_follows_the_balance(browser: Browser, served: str) -> None:
    context = await browser.new_context()

    async def ask(query: str, **variables: str) -> None:
        body = json.dumps({"query": query, "variables": variables})
        answer = await context.request.post(f"{served}/graphql", data=body, headers=CODE)
        assert "errors" not in await answer.json()

    await ask(REGISTER.replace("PASSWORD", PASSWORD), email=f"{new_id('ada')}@example.com")
    page = await context.new_page()
    await page.goto(served)
    await expect(page.locator("body")).to_have_text("10000 tokens; Basic, Popular, Pro, Enterprise")
    await expect(page).to_have_title("10000")
    await ask('mutation { claim(input: { idempotencyKey: "claim" }) { __typename } }')
    await expect(page).to_have_title("11000")
    await context.close()


async def test_its_program_in_python_is_strictly_typed_and_runs(live_server: LiveServer, tmp_path: Path) -> None:
    program = tmp_path / "mypage.py"
    program.write_text(block("python", "TokentillClient"))
    client = str(ROOT / "codegen" / "python")
    checked = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(tmp_path / "mypy")]
    await run(*checked, str(program), folder=tmp_path, MYPYPATH=client)
    lines = (
        await run(sys.executable, str(program), live_server.graphql_url, folder=tmp_path, PYTHONPATH=client)
    ).splitlines()
    assert lines == ["10000 tokens; Basic, Popular, Pro, Enterprise", "11000"]
