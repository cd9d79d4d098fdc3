"""`tokentill reconcile`, as a person runs it, beside a server and its simulated gateways."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from models.ids import new_id
from models.payment import PaymentMethod
from models.user import Role
from server.container import Container
from server.simulators import start_simulated_gateways
from services.identity.viewer import Viewer
from settings import Settings
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


async def test_a_payment_through_the_simulated_razorpay_is_credited(mongodb_uri: str, tmp_path: Path):
    catalog = tmp_path / "packages.json"
    price = {"currency": "INR", "amount": 49_900}
    catalog.write_text(
        json.dumps({"packages": [{"id": "rupees", "name": "Rupees", "tokens": 1000, "prices": [price]}]})
    )
    common = {
        "mongodb_uri": mongodb_uri,
        "mongodb_database": new_id("test"),
        "data_dir": tmp_path,
        "catalog_file": catalog,
    }
    viewer = Viewer(user_id=new_id("usr"), wallet_id=new_id("wal"), role=Role.USER, session_id=new_id("ses"))
    with ExitStack() as stack:  # what a server would have started beside itself, but for its webhooks
        settings = Settings(**common, payment_gateways={"INR": "razorpay"})
        simulated = start_simulated_gateways(stack, settings)
        container = Container(Settings(**{**settings.model_dump(exclude_unset=True), **simulated}))
        async with container.connected(), httpx.AsyncClient(base_url=simulated["razorpay_api_base"]) as razorpay:
            made = await container.services.payments.purchase(viewer, "rupees", PaymentMethod.UPI, "buy", "INR")
            reference = made.payment.gateway_reference
            secret = (simulated["razorpay_key_id"], simulated["razorpay_key_secret"])
            paid = await razorpay.post(f"/_simulator/orders/{reference}/pay", auth=secret, json={"method": "upi"})
            paid.raise_for_status()
            environment = {name.upper(): str(value) for name, value in common.items()}
            environment["PAYMENT_GATEWAYS"] = "INR=razorpay"
            ended = await asyncio.to_thread(tokentill, "reconcile", "--fix", env=environment)
            balance = await container.ledger.balance(viewer.wallet_id)
            await container.client.drop_database(container.database)
    told = f"razorpay {reference} {made.payment.id} payment.missed_credit: Paid there (49900 INR), not credited here."
    assert (ended.returncode, ended.stderr, ended.stdout.splitlines()[0]) == (0, "", f"{told} Put right.")
    assert balance.available == 1000
