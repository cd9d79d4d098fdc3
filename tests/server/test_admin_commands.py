import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import tokentill
from tests.support.graphql import PASSWORD, GraphQLClient
from tests.support.server import LiveServer

LOGIN = """
mutation ($email: String!, $password: String!) {
  login(input: { email: $email, password: $password }) { ... on UserError { code } }
}
"""


@pytest.mark.parametrize("running", [True, False])
async def test_a_lost_admin_password_is_replaced(start_server: Callable[..., LiveServer], running: bool) -> None:
    server = start_server()
    if not running:
        server.stop()
    ended = tokentill("reset-admin-password", "--data-dir", str(server.data_dir))
    assert ended.returncode == 0, ended.stderr
    found = re.search(r"Admin password  (\S{24})\n", ended.stdout)
    assert found is not None
    assert found[1] not in ended.stderr
    if not running:
        server.start()
    async with GraphQLClient(server.graphql_url) as client:
        assert (await client.login(server.admin_email, found[1]))["user"]["role"] == "ADMIN"
    assert found[1] not in server.log


def test_an_unknown_admin_and_an_unknown_folder_are_told(live_server: LiveServer, tmp_path: Path) -> None:
    folder = ["--data-dir", str(live_server.data_dir)]
    unknown = tokentill("reset-admin-password", "nobody@example.com", *folder)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "No admin has the e-mail nobody@example.com" in unknown.stderr
    assert tokentill("reset-admin-password", "no address", *folder).returncode == 2
    nowhere = tokentill("reset-admin-password", "--data-dir", str(tmp_path / "typo"))
    assert nowhere.returncode == 3
    assert not (tmp_path / "typo").exists()


async def test_a_user_is_suspended_and_activated_beside_a_server(live_server: LiveServer) -> None:
    folder = ["--data-dir", str(live_server.data_dir)]
    async with GraphQLClient(live_server.graphql_url) as client:
        user_id = (await client.register("suspended@example.com"))["user"]["id"]
        client.token = None
        ended = tokentill("admin", "suspend-user", "--user-id", "Suspended@example.com", "--reason", "Spam", *folder)
        assert ended.returncode == 0, ended.stderr
        assert {f"user.id\t{user_id}", "user.status\tSUSPENDED"} <= set(ended.stdout.splitlines())
        refused = await client.execute(LOGIN, {"email": "suspended@example.com", "password": PASSWORD})
        assert refused["login"] == {"code": "ACCOUNT_SUSPENDED"}
        ended = tokentill("admin", "activate-user", "--user-id", user_id, "--reason", "Was a mistake", *folder)
        assert ended.returncode == 0, ended.stderr
        await client.login("suspended@example.com")
    unknown = tokentill("admin", "suspend-user", "--user-id", "nobody@example.com", "--reason", "Spam", *folder)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("NOT_FOUND: There is no such user.")


async def test_a_signing_key_is_made_beside_a_server(live_server: LiveServer) -> None:
    ended = tokentill("rotate-signing-key", "--data-dir", str(live_server.data_dir))
    assert ended.returncode == 0, ended.stderr
    first, second = ended.stdout.splitlines()
    assert re.fullmatch(r"sgk_[0-9a-z]{26} signs from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC on\.", first)
    assert second == "What the key before it signed stays good until it runs out, 900 s later at most."
    async with GraphQLClient(live_server.graphql_url) as client:
        await client.register("rotated@example.com")
        assert await client.execute("{ me { email } }") == {"me": {"email": "rotated@example.com"}}
