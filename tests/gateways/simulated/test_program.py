"""The simulator as a program: its state file, its refusal, and its start as a process."""

import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import stripe

from gateways.simulated.app import create_simulated_stripe
from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options, SimulatorRefusedError
from settings import Environment
from tests.gateways.support import http
from tests.support.command import tokentill
from tests.support.ports import free_port
from tests.support.server import ROOT
from tests.support.waiting import PATIENCE_SECONDS

FORM = {"amount": "1000", "currency": "cny"}


async def test_the_state_file_keeps_payments_answers_and_deliveries(tmp_path: Path) -> None:
    options = Options(state_file=tmp_path / "deep" / "stripe.sqlite", webhook_url="http://127.0.0.1:9/")
    with SimulatedStripe(options) as first:
        async with http(first) as client:
            made = await client.post("/v1/payment_intents", data=FORM, headers={"Idempotency-Key": "pay_1"})
    with SimulatedStripe(options) as second:
        async with http(second) as client:
            again = await client.post("/v1/payment_intents", data=FORM, headers={"Idempotency-Key": "pay_1"})
            deliveries = (await client.get("/_simulator/deliveries")).json()["data"]
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "deep").iterdir()}
    assert modes == dict.fromkeys(("stripe.sqlite", "stripe.sqlite-wal", "stripe.sqlite-shm"), 0o600)
    assert stat.S_IMODE((tmp_path / "deep").stat().st_mode) == 0o700
    assert again.content == made.content
    assert [found["type"] for found in deliveries] == ["payment_intent.created"]


def test_it_refuses_production() -> None:
    with pytest.raises(SimulatorRefusedError):
        Options(environment=Environment.PRODUCTION)


@pytest.mark.parametrize("said", ["production", "Production"])
def test_the_command_refuses_production_that_only_the_settings_file_names(tmp_path: Path, said: str) -> None:
    (tmp_path / ".env").write_text(f"ENVIRONMENT={said}\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:  # were it not refused, it would still not serve
        port = taken.getsockname()[1]
        ended = tokentill("simulate-stripe", "--port", str(port), folder=tmp_path)
    assert ended.returncode == 2
    assert "production" in ended.stderr


@pytest.mark.parametrize("wrong", [{"key": "sk_live_1"}, {"key": ""}, {"webhook_url": "ftp://shop.example"}])
def test_it_refuses_wrong_options(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must begin with"):
        Options(**wrong)


def test_it_names_a_state_file_that_cannot_be_used(tmp_path: Path) -> None:
    broken = tmp_path / "stripe.sqlite"
    broken.write_bytes(b"this is no database" * 100)
    with pytest.raises(SimulatorRefusedError, match=r"stripe\.sqlite cannot be used"):
        create_simulated_stripe(Options(state_file=broken))


def test_secrets_are_not_shown() -> None:
    shown = repr(Options(key="sk_test_hidden", webhook_secret="whsec_hidden"))
    assert "hidden" not in shown


def test_as_a_process_it_serves_and_ends_on_a_signal(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    code = "from gateways.simulated.app import run; from settings import Environment\n"
    code += f"run({port}, None, 'whsec_x', environment=Environment.DEVELOPMENT)"
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        client = stripe.StripeClient("sk_test_x", base_addresses={"api": f"http://127.0.0.1:{port}"})
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/_simulator/health", timeout=1).raise_for_status()
                break
            except httpx.HTTPError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        assert client.v1.accounts.retrieve_current().id == "acct_simulated"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) in {0, -signal.SIGTERM}


def test_the_command_prints_its_address_once_it_listens(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "server.cli", "simulate-stripe", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        try:
            assert told.startswith(f"Simulated Stripe: http://127.0.0.1:{port} ")
            assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
        finally:
            process.terminate()
