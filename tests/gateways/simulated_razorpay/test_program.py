"""`tokentill simulate-razorpay` as a process."""

import signal
import subprocess
import sys

import httpx

from tests.support.command import tokentill
from tests.support.ports import free_port
from tests.support.server import ROOT
from tests.support.waiting import wait_until


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/_simulator/health", timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def test_it_serves_until_it_is_ended():
    port = free_port()
    command = [sys.executable, "-m", "server.cli", "simulate-razorpay", "--port", str(port), "--key-secret", "mine"]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}"), seconds=20)
        auth = ("rzp_test_simulated_key", "mine")
        listed = httpx.get(f"http://127.0.0.1:{port}/v1/orders", auth=auth)
        assert (listed.status_code, listed.json()["items"]) == (200, [])
    finally:
        program.terminate()
        out, _ = program.communicate(timeout=20)
    assert program.returncode == -signal.SIGTERM
    assert f"Simulated Razorpay: http://127.0.0.1:{port}" in out


def test_it_is_refused_in_production_and_with_a_live_key():
    refused = tokentill("simulate-razorpay", "--key-id", "rzp_live_1")
    assert (refused.returncode, "rzp_test_" in refused.stderr) == (2, True)
