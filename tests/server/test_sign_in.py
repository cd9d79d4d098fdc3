"""Signing in on a real server, from its first start on."""

from collections.abc import Callable

from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer


async def test_the_first_admin_signs_in_and_sessions_outlive_a_restart(start_server: Callable[..., LiveServer]) -> None:
    server = start_server()
    email, password = server.admin_email, server.admin_password
    async with GraphQLClient(server.graphql_url) as client:
        session = await client.login(email, password)
        assert session["user"] == {"id": session["user"]["id"], "email": "admin@tokentill.example", "role": "ADMIN"}

        server.stop()
        server.start()
        assert server.log.count(password) == 1, "the password is told at the first start only"
        assert (await client.execute(OPERATIONS["Me"]))["me"]["role"] == "ADMIN"
        client.token = None
        variables = {"refreshToken": session["refreshToken"]}
        renewed = (await client.execute(OPERATIONS["RefreshSession"], variables))["refreshSession"]
        assert renewed["user"] == session["user"]
        again = await client.execute(OPERATIONS["RefreshSession"], {"refreshToken": renewed["refreshToken"]})
        assert again["refreshSession"]["user"] == session["user"]
        replayed = (await client.execute(OPERATIONS["RefreshSession"], variables))["refreshSession"]
        assert replayed["code"] == "SESSION_EXPIRED"
        await client.login(email, password)
    for secret in (session["accessToken"], session["refreshToken"], renewed["refreshToken"]):
        assert secret not in server.log
