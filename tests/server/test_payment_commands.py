"""`tokentill reconcile`, as a person runs it, beside a server and its simulated Stripe."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.command import tokentill
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

ONE = "1 payments, 0 refunds, 0 disputes, 0 checkouts, 0 invoices compared"
NOTHING = ONE.replace("1", "0")
PURCHASE = """
mutation {
  purchase(input: { packageId: "package_100k", paymentMethod: CARD, idempotencyKey: "buy" }) {
    ... on PurchaseStarted { publishableKey clientSecret payment { id gatewayReference } }
  }
}
"""


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("reconcile"))
    server.start()
    yield server
    server.stop()


async def test_a_missed_credit_is_named_put_right_and_gone(server: LiveServer):
    folder = ["--data-dir", str(server.data_dir)]
    none = tokentill("reconcile", *folder)
    assert (none.returncode, none.stdout, none.stderr) == (
        0,
        f"Clean: 0 differences, 0 put right, 0 left; {NOTHING}.\n",
        "",
    )
    async with GraphQLClient(server.graphql_url) as client, httpx.AsyncClient(base_url=server.stripe_url) as stripe:
        await client.register("ada@example.com")
        secret = ("sk_test_simulated", "")
        (await stripe.post("/_simulator/deliveries/hold", auth=secret)).raise_for_status()
        made = (await client.execute(PURCHASE))["purchase"]
        reference, payment_id = made["payment"]["gatewayReference"], made["payment"]["id"]
        await stripe.post(
            f"/v1/payment_intents/{reference}/confirm", auth=secret, data={"payment_method": "pm_card_visa"}
        )
        told = f"stripe {reference} {payment_id} payment.missed_credit: Paid there (1000 CNY), not credited here."
        found = tokentill("reconcile", "--since", "2d", *folder)
        assert (found.returncode, found.stderr, found.stdout.splitlines()) == (
            1,
            "",
            [
                told,
                f"Not clean: 1 differences, 0 put right, 1 left; {ONE}.",
            ],
        )
        fixed = tokentill("reconcile", "--fix", *folder)
        assert (fixed.returncode, fixed.stderr, fixed.stdout.splitlines()) == (
            0,
            "",
            [
                f"{told} Put right.",
                f"Clean: 1 differences, 1 put right, 0 left; {ONE}.",
            ],
        )
        balance = (await client.execute("{ balance { purchased } }"))["balance"]
        assert balance == {"purchased": "100000"}
    again = tokentill("reconcile", "--json", "--since", "2020-01-01", *folder)
    assert again.returncode == 0
    assert json.loads(again.stdout) == {
        "payments": 1,
        "refunds": 0,
        "disputes": 0,
        "checkouts": 0,
        "invoices": 0,
        "foreign": 0,
        "found": 0,
        "fixed": 0,
        "differences": [],
        "left": 0,
        "clean": True,
    }
    assert tokentill("audit", *folder).returncode == 0


def test_what_cannot_be_compared(server: LiveServer, tmp_path: Path):
    wrong = tokentill("reconcile", "--since", "yesterday", "--data-dir", str(server.data_dir))
    assert (wrong.returncode, wrong.stdout, wrong.stderr) == (
        2,
        "",
        "--since: 'yesterday' is neither a date or time in ISO 8601, such as 2026-03-01, nor days such as 30d\n",
    )
    nowhere = tokentill("reconcile", "--data-dir", str(tmp_path))
    assert (nowhere.returncode, "There is no embedded database" in nowhere.stderr) == (2, True)
    stripe = {
        "STRIPE_SECRET_KEY": "sk_test_1",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_1",
        "STRIPE_WEBHOOK_SECRET": "whsec_1",
        "STRIPE_API_BASE": "http://127.0.0.1:9",
    }
    away = tokentill("reconcile", "--data-dir", str(server.data_dir), env=stripe)
    assert (away.returncode, away.stdout) == (2, "")
    assert "stripe cannot be compared with: " in away.stderr
