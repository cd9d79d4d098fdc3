import json
import os
import signal
import socket
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import httpx
import pytest
from pymongo import MongoClient
from typer.testing import CliRunner
from websockets.asyncio.client import connect

from database.embedded import embedded_mongo
from server.cli import app
from server.serving import ServeOptions
from tests.support.command import tokentill
from tests.support.graphql import GraphQLClient
from tests.support.ports import free_port
from tests.support.server import LiveServer
from tests.support.waiting import wait_until


async def test_the_first_start_makes_an_admin_whose_password_works(live_server: LiveServer) -> None:
    async with GraphQLClient(live_server.graphql_url) as client:
        session = await client.login(live_server.admin_email, live_server.admin_password)
    assert session["user"]["role"] == "ADMIN"
    assert live_server.log.count(live_server.admin_password) == 1


async def test_websockets_are_not_compressed_though_the_client_offers_it(live_server: LiveServer) -> None:
    offered = {"subprotocols": ["graphql-transport-ws"], "compression": "deflate"}
    async with connect(live_server.websocket_url, **offered) as socket:
        assert socket.protocol.extensions == []


def test_it_says_that_payments_are_simulated(live_server: LiveServer) -> None:
    assert "payments are SIMULATED and no money moves" in live_server.log
    assert httpx.get(live_server.stripe_url).status_code == 200


async def test_users_and_their_tokens_outlive_a_stop_and_a_kill(start_server: Callable[..., LiveServer]) -> None:
    server = start_server()
    first_log = server.log
    async with GraphQLClient(server.graphql_url) as client:
        session = await client.register("ada@example.com")
        assert server.stop() == 0
        server.start()
        assert "Admin password" not in server.log.removeprefix(first_log)
        assert (await client.execute("{ balance { available } }"))["balance"] == {"available": "10000"}
        server.kill()
        server.start()
        assert (await client.execute("{ me { id } }"))["me"] == {"id": session["user"]["id"]}
        assert (await client.execute("{ balance { available } }"))["balance"] == {"available": "10000"}
    assert tokentill("audit", "--data-dir", str(server.data_dir)).returncode == 0


async def test_several_workers_share_one_database(start_server: Callable[..., LiveServer]) -> None:
    server = start_server(arguments=["--workers", "2"])
    async with GraphQLClient(server.graphql_url) as client:
        await client.register("ada@example.com")
        for _ in range(10):
            async with GraphQLClient(server.graphql_url, token=client.token) as other:  # another connection
                assert (await other.execute("{ balance { available } }"))["balance"] == {"available": "10000"}
        server.kill()
        server.start()
        assert (await client.execute("{ balance { available } }"))["balance"] == {"available": "10000"}
    assert server.stop() == 0


async def test_a_mongod_that_is_killed_under_a_server_comes_back(start_server: Callable[..., LiveServer]) -> None:
    server = start_server()
    async with GraphQLClient(server.graphql_url) as client:
        await client.register("ada@example.com")
        lock = server.data_dir / "db" / "mongod.lock"
        os.kill(int(lock.read_text()), signal.SIGKILL)
        wait_until(lambda: server.log.count("mongod_ready") == 2, seconds=15)
        server.wait_ready()
        assert (await client.execute("{ balance { available } }"))["balance"] == {"available": "10000"}


def test_a_second_server_on_the_same_folder_is_refused(live_server: LiveServer) -> None:
    ended = tokentill("serve", "--port", str(free_port()), "--data-dir", str(live_server.data_dir))
    assert ended.returncode == 3
    assert f"is in use by process {live_server.program.pid}" in ended.stderr


def test_a_port_that_is_taken_is_named_before_anything_starts(live_server: LiveServer, tmp_path: Path) -> None:
    ended = tokentill("serve", "--port", str(live_server.port), "--data-dir", str(tmp_path / "data"))
    assert ended.returncode == 3
    assert f"Port {live_server.port} of 127.0.0.1 cannot be used: Address already in use" in ended.stderr
    assert not (tmp_path / "data").exists()


def test_one_port_for_two_servers_is_refused_before_anything_starts(tmp_path: Path) -> None:
    arguments = ["--port", "8123", "--stripe-port", "8123", "--data-dir", str(tmp_path / "data")]
    ended = tokentill("serve", *arguments)
    assert ended.returncode == 3
    assert "--stripe-port and --port are both 8123; choose two" in ended.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("port", "stripe_port", "razorpay_port"),
    [(8000, 8001, 8002), (8000, 7999, 8001), (65_535, 65_534, 65_533), (65_534, 65_535, 65_533), (1, 2, 3)],
)
def test_the_simulated_razorpay_has_a_port_of_its_own(port: int, stripe_port: int, razorpay_port: int) -> None:
    assert ServeOptions("127.0.0.1", port, stripe_port).razorpay_port == razorpay_port


def test_wrong_settings_are_all_named_and_nothing_is_started(tmp_path: Path) -> None:
    ended = tokentill(
        "serve", "--data-dir", str(tmp_path / "data"), env={"JWT_SECRET": "short", "MONGODB_POOL_SIZE": "many"}
    )
    assert ended.returncode == 2
    assert "JWT_SECRET: must have at least 32 characters" in ended.stderr
    assert "MONGODB_POOL_SIZE: should be a valid integer" in ended.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("setting", ["CATALOG_FILE", "PLANS_FILE"])
def test_what_cannot_be_sold_is_a_wrong_setting_and_nothing_is_started(tmp_path: Path, setting: str) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    ended = tokentill("serve", "--data-dir", str(tmp_path / "data"), env={setting: str(wrong)})
    assert ended.returncode == 2
    assert f"{setting}: " in ended.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", ["serve", "audit"])
def test_a_database_that_does_not_answer_is_told_in_one_sentence(tmp_path: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:  # closed before the command runs: nobody listens there
        port = taken.getsockname()[1]
    env = {"MONGODB_URI": f"mongodb://ada:secret@127.0.0.1:{port}/?replicaSet=rs0", "MONGODB_TIMEOUT_MS": "500"}
    arguments = ["--port", str(free_port())] if command == "serve" else []
    ended = tokentill(command, "--data-dir", str(tmp_path / "data"), *arguments, env=env)
    assert ended.returncode == 3
    (told,) = [line for line in ended.stderr.splitlines() if "MONGODB_URI" in line]
    assert told.startswith(f"No database answers at MONGODB_URI: 127.0.0.1:{port}: ")
    assert len(told) < 150
    assert "Topology" not in ended.stderr
    assert "secret" not in ended.stderr


def test_production_without_its_settings_is_refused(tmp_path: Path) -> None:
    ended = tokentill("serve", "--data-dir", str(tmp_path / "data"), env={"ENVIRONMENT": "production"})
    assert ended.returncode == 2
    for name in ("JWT_SECRET", "MONGODB_URI", "STRIPE_SECRET_KEY"):
        assert f"{name}: " in ended.stderr


def test_an_older_name_is_answered(tmp_path: Path) -> None:
    ended = tokentill("audit", "--data-dir", str(tmp_path / "none"), env={"JWT_REFRESH_SECRET": "x"})
    assert "Setting JWT_REFRESH_SECRET: not used" in ended.stderr


def test_the_version(tmp_path: Path) -> None:
    ended = tokentill("--version")
    assert (ended.returncode, ended.stdout) == (0, "0.1.0\n")


def test_the_version_of_a_checkout_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", unknown)
    ended = CliRunner().invoke(app, ["--version"])
    assert (ended.exit_code, ended.stdout) == (0, "0.1.0\n")


def test_an_audit_of_a_folder_without_a_database_is_an_error(tmp_path: Path) -> None:
    ended = tokentill("audit", "--data-dir", str(tmp_path / "typo"))
    assert ended.returncode == 3
    assert "There is no embedded database" in ended.stderr
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize("running", [True, False])
async def test_an_audit_names_the_wallet_and_entry_that_were_changed(
    start_server: Callable[..., LiveServer], running: bool
) -> None:
    """B7: it exits non-zero, beside a running server and without one."""
    server = start_server()
    folder = ["--data-dir", str(server.data_dir)]
    clean = tokentill("audit", "--json", *folder)
    assert (clean.returncode, json.loads(clean.stdout)["clean"]) == (0, True)
    if not running:
        server.stop()
    with embedded_mongo(server.data_dir, attach=True) as uri, MongoClient(uri) as client:
        entries = client.tokentill.ledger_entries
        changed = entries.find_one_and_update({"seq": 1}, {"$inc": {"changes.0.amount": 1}})
    found = tokentill("audit", "--json", *folder)
    report = json.loads(found.stdout)
    assert found.returncode == 1
    assert not report["clean"]
    assert {(finding["wallet"], finding["seq"]) for finding in report["findings"]} == {(changed["wallet"], 1)}
    assert f"wallet {changed['wallet']} entry 1" in tokentill("audit", *folder).stdout
