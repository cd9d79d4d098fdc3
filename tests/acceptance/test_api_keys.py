"""E5: the example of docs/api-keys.md as it is written, and a key over a WebSocket, against a real server."""

import asyncio
import json
import re
import subprocess

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGE = (ROOT / "docs" / "api-keys.md").read_text("utf-8")
TOOLS, *_ = re.findall(r"```sh\n(gql\(\).*?)```", README, re.DOTALL)
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PROMISED = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
ENDS_WITHIN_SECONDS = 5


async def key_of(client: GraphQLClient, *scopes: str) -> dict[str, str]:
    variables = {"name": "Test", "scopes": scopes, "expiresAt": None, "key": None}
    made = (await client.execute(OPERATIONS["CreateApiKey"], variables))["createApiKey"]
    return {"id": made["apiKey"]["id"], "token": made["token"]}


async def test_the_example_does_what_the_page_says(live_server):
    async with GraphQLClient(live_server.graphql_url) as ada:
        await ada.register(f"{new_id('ada')}@example.com")
    script = "\n".join(["set -eu", f"TOKEN={ada.token}", TOOLS, *SHELL]).replace(
        "http://127.0.0.1:8000", live_server.url
    )
    finished = await asyncio.to_thread(
        subprocess.run, ["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 0, finished.stderr
    assert [json.loads(line) for line in finished.stdout.splitlines() if line] == [
        json.loads(each) for each in PROMISED
    ]


async def test_a_key_over_a_websocket_ends_with_its_revocation(live_server):
    async with GraphQLClient(live_server.graphql_url) as ada:
        await ada.register(f"{new_id('ada')}@example.com")
        key = await key_of(ada, "READ")
        async with connect(live_server.websocket_url, subprotocols=["graphql-transport-ws"]) as socket:
            payload = {"Authorization": f"Bearer {key['token']}"}
            await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"

            async def first_answer(name: str, query: str, **variables: str) -> dict:
                payload = {"query": query, "variables": variables}
                await socket.send(json.dumps({"id": name, "type": "subscribe", "payload": payload}))
                return json.loads(await socket.recv())

            refused = await first_answer("chat", OPERATIONS["Chat"], message="Hello", key="k1")
            assert refused["type"] == "error"
            assert refused["payload"][0]["extensions"]["code"] == "SCOPE_MISSING"
            followed = await first_answer("balance", OPERATIONS["BalanceChanged"])
            assert followed["type"] == "next"
            revoked = (await ada.execute(OPERATIONS["RevokeApiKey"], {"apiKeyId": key["id"]}))["revokeApiKey"]
            assert revoked["apiKey"]["id"] == key["id"]
            try:
                async with asyncio.timeout(ENDS_WITHIN_SECONDS):
                    while True:
                        await socket.recv()
            except ConnectionClosed:
                pass
            assert (socket.close_code, socket.close_reason) == (4403, "UNAUTHENTICATED")
        (listed,) = (await ada.execute(OPERATIONS["ApiKeys"], {"first": 5}))["apiKeys"]["edges"]
        assert listed["node"]["lastUsedAt"] is not None
        assert listed["node"]["revokedAt"] == revoked["apiKey"]["revokedAt"]


async def test_an_admin_has_admin_fields_by_a_key_with_that_scope_only(live_server):
    async with GraphQLClient(live_server.graphql_url) as admin, GraphQLClient(live_server.graphql_url) as program:
        await admin.login(live_server.admin_email, live_server.admin_password)
        program.token = (await key_of(admin, "ADMIN"))["token"]
        assert "edges" in (await program.execute(OPERATIONS["Blocks"], {"first": 1}))["blocks"]
        response = await program.send("{ balance { available } }")
        assert response.status_code == 403
        assert response.headers["www-authenticate"] == 'Bearer error="insufficient_scope"'
        response = await program.send(OPERATIONS["ApiKeys"], {"first": 1})
        assert response.json()["errors"][0]["extensions"]["code"] == "SESSION_REQUIRED"
        program.token = (await key_of(admin, "READ", "CHAT", "PURCHASE"))["token"]
        program.language = "zh"
        (error,) = await program.errors(OPERATIONS["Blocks"], {"first": 1})
        assert error["extensions"]["code"] == "SCOPE_MISSING"
        assert error["message"] == "`blocks` 需要具有 ADMIN 权限范围的 API 密钥。"


async def test_a_key_chats_and_is_charged_as_its_user_is(live_server):
    async with GraphQLClient(live_server.graphql_url) as ada, GraphQLClient(live_server.graphql_url) as program:
        await ada.register(f"{new_id('ada')}@example.com")
        program.token = (await key_of(ada, "CHAT"))["token"]
        answered = (await program.execute(OPERATIONS["Chat"], {"message": "Hello", "key": "k1"}))["chat"]
        assert answered["__typename"] == "ChatCompleted"
        left = (await ada.execute(OPERATIONS["Balance"]))["balance"]["available"]
        assert int(left) == 10_000 - int(answered["usage"]["cost"])
        assert int(answered["usage"]["cost"]) > 0
