"""F7: every mutation of admins leaves a completed row in the record of who did what. A new one needs its step here."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateways.simulated.background import SimulatedStripe
from models.admin_action import AdminAction
from models.ban import SubjectKind
from models.ids import new_id
from models.user import Role
from models.webhook_delivery import WebhookDelivery
from resolvers.access import ACCESS
from services.admin.log import changed_values
from services.identity.caller import Caller
from services.rate_limits.subject import Subject
from tests.acceptance.operations import OPERATIONS
from tests.resolvers.permissions.people import Api, Person

ROOT = Path(__file__).parents[3]
ELSEWHERE = {
    "decideDispute": ("decide_dispute", "tests/services/reversals/test_dispute_decisions.py"),
    "acknowledgeAlert": ("acknowledge_alert", "tests/services/alerts/test_service.py"),
    "refundInvoice": ("refund_invoice", "tests/services/reversals/test_invoice_refunds.py"),
    "resolveReview": ("resolve_review", "tests/services/reviews/test_service.py"),
}
"""What needs a dispute, a subscription or a flagged payment: its action, and the test that looks at its row."""
CHANGES_NOTHING = {"testProviderKey"}
SAYS_NO_VALUES = {
    "export_usage",
    "refund_payment",
    "replay_webhook_delivery",
    "rotate_webhook_secret",
    "send_test_event",
}
"""Actions that change no value which the record may hold."""


class Day:
    """An admin and a user, and what the steps before have made."""

    def __init__(self, api: Api, stripe: SimulatedStripe, admin: Person, ada: Person) -> None:
        self.api, self.stripe, self.admin, self.ada = api, stripe, admin, ada
        self.made: dict[str, str] = {}

    async def run(self, person: Person, operation: str, **values: object) -> dict[str, Any]:
        answer = await self.api.run(person, OPERATIONS[operation], values)
        (result,) = answer["data"].values()
        assert "code" not in result, (operation, result)
        return dict(result)

    async def do(self, operation: str, **values: object) -> dict[str, Any]:
        """As the admin; what is named `reason` or `key` is filled in where the operation takes it."""
        head = OPERATIONS[operation].partition("{\n")[0]
        common = {"reason": "Because", "key": new_id("key")}
        given = {name: value for name, value in common.items() if f"${name}:" in head} | values
        return await self.run(self.admin, operation, **given)

    async def paid(self) -> str:
        bought = await self.run(self.ada, "Purchase", packageId="package_500k", method="CARD", key=new_id("key"))
        reference = bought["payment"]["gatewayReference"]
        async with httpx.AsyncClient(base_url=self.stripe.api_base, auth=(self.stripe.secret_key, "")) as browser:
            path = f"/v1/payment_intents/{reference}/confirm"
            confirmed = await browser.post(path, data={"payment_method": "pm_card_visa"})
            confirmed.raise_for_status()
        await self.api.services.payments.follow("stripe", reference)
        return str(bought["payment"]["id"])

    async def flagged(self) -> str:
        chat = await self.run(self.ada, "Chat", message="Hello", key=new_id("key"))
        message = str(chat["reply"]["id"])
        await self.run(self.ada, "FlagMessage", message=message, reason="It is wrong")
        return message

    async def given_up(self) -> str:
        delivery = self.made["delivery"]
        ended = {"$set": {"state": "failed", "next_try_at": None}}
        await WebhookDelivery.get_pymongo_collection().update_one({"_id": delivery}, ended)
        return delivery

    async def banned(self) -> str:
        subject = Subject(SubjectKind.USER, new_id("usr"))
        await self.api.services.rate_limits._bans.ban(subject, "user")
        (ban,) = (await self.run(self.admin, "Bans", first=5))["edges"]
        return str(ban["node"]["id"])


@pytest.fixture(scope="module")
async def day(api: Api, stripe: SimulatedStripe) -> Day:
    return Day(api, stripe, await api.person(role=Role.ADMIN), await api.person())


Step = Callable[[Day], Awaitable[dict[str, Any]]]
_EVER = {"from": "2020-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
_PRICES = [{"currency": "CNY", "amount": "900"}]
_PLAN_PRICES = [{"currency": "CNY", "interval": "MONTH", "amount": "900"}]


async def _block(day: Day) -> dict[str, Any]:
    row = await day.do("Block", kind="TERM", value="nonsense")
    day.made["block"] = row["block"]["id"]
    return row


async def _provider_key(day: Day) -> dict[str, Any]:
    made = await day.do("AddProviderKey", provider="openrouter", name="main", key="sk-or-0123456789abcdef")
    day.made["key"] = made["providerKey"]["id"]
    return made


async def _endpoint(day: Day) -> dict[str, Any]:
    made = await day.do("CreateWebhookEndpoint", url="https://hooks.example.com/tokens")
    day.made["endpoint"] = made["endpoint"]["id"]
    return made


async def _event(day: Day) -> dict[str, Any]:
    sent = await day.do("SendTestEvent", endpoint=day.made["endpoint"])
    day.made["delivery"] = sent["delivery"]["id"]
    return sent


async def _bulk_grant(day: Day) -> dict[str, Any]:
    begun = await day.do("StartBulkGrant", amount="5", mostUsers="100", role="ADMIN")
    day.made["bulk"] = begun["bulkGrant"]["id"]
    await day.api.services.bulk_grants.sweep()
    return begun


async def _cancelled(day: Day) -> dict[str, Any]:
    begun = await day.do("StartBulkGrant", amount="5", mostUsers="100")
    stopped = await day.do("CancelBulkGrant", id=begun["bulkGrant"]["id"])
    await day.api.services.bulk_grants.sweep()
    return stopped


STEPS: dict[str, Step] = {
    "suspendUser": lambda day: day.do("SuspendUser", userId=day.ada.user_id),
    "activateUser": lambda day: day.do("ActivateUser", userId=day.ada.user_id),
    "setUserRole": lambda day: day.do("SetUserRole", userId=day.ada.user_id, role="ADMIN"),
    "grantTokens": lambda day: day.do("GrantTokens", userId=day.ada.user_id, amount="50"),
    "debitTokens": lambda day: day.do("DebitTokens", userId=day.ada.user_id, amount="50"),
    "setBalance": lambda day: day.do("SetBalance", userId=day.ada.user_id, available="90000"),
    "startBulkGrant": _bulk_grant,
    "cancelBulkGrant": _cancelled,
    "setAutoRefill": lambda day: day.do("SetAutoRefill", user=day.ada.user_id, choice="OFF"),
    "block": _block,
    "unblock": lambda day: day.do("Unblock", block=day.made["block"]),
    "createPromoCode": lambda day: day.do("CreatePromoCode", code="SPRING", percent=10),
    "updatePromoCode": lambda day: day.do("UpdatePromoCode", code="SPRING", active=False),
    "setModelOverride": lambda day: day.do("SetModelOverride", model="nobody/nothing", hidden=True),
    "removeModelOverride": lambda day: day.do("RemoveModelOverride", model="nobody/nothing"),
    "createPackage": lambda day: day.do("CreatePackage", id="package_1", name="One", tokens="1000", prices=_PRICES),
    "updatePackage": lambda day: day.do("UpdatePackage", id="package_1", version=1, name="Uno"),
    "retirePackage": lambda day: day.do("RetirePackage", id="package_1", version=2),
    "restorePackage": lambda day: day.do("RestorePackage", id="package_1", version=3),
    "createPlan": lambda day: day.do(
        "CreatePlan", id="small", name="Small", prices=_PLAN_PRICES, tokensPerMonth="1000", maxTokens=100
    ),
    "updatePlan": lambda day: day.do("UpdatePlan", id="small", version=1, name="Smaller"),
    "retirePlan": lambda day: day.do("RetirePlan", id="small", version=2),
    "restorePlan": lambda day: day.do("RestorePlan", id="small", version=3),
    "addProviderKey": _provider_key,
    "updateProviderKey": lambda day: day.do("UpdateProviderKey", key=day.made["key"], enabled=False),
    "removeProviderKey": lambda day: day.do("RemoveProviderKey", key=day.made["key"]),
    "createWebhookEndpoint": _endpoint,
    "updateWebhookEndpoint": lambda day: day.do(
        "UpdateWebhookEndpoint", endpoint=day.made["endpoint"], description="Ours"
    ),
    "rotateWebhookSecret": lambda day: day.do("RotateWebhookSecret", endpoint=day.made["endpoint"]),
    "sendTestEvent": _event,
    "replayWebhookDelivery": lambda day: _after(
        day.given_up(), lambda delivery: day.do("ReplayWebhookDelivery", delivery=delivery)
    ),
    "replayWebhookDeliveries": lambda day: _after(
        day.given_up(),
        lambda _: day.do("ReplayWebhookDeliveries", endpoint=day.made["endpoint"], **_EVER),
    ),
    "deleteWebhookEndpoint": lambda day: day.do("DeleteWebhookEndpoint", endpoint=day.made["endpoint"]),
    "liftBan": lambda day: _after(day.banned(), lambda ban: day.do("LiftBan", ban=ban)),
    "reviewMessage": lambda day: _after(
        day.flagged(), lambda message: day.do("ReviewMessage", message=message, decision="KEEP")
    ),
    "exportAllUsage": lambda day: day.do("ExportAllUsage", format="CSV"),
    "refundPayment": lambda day: _after(day.paid(), lambda paid: day.do("RefundPayment", paymentId=paid, amount="100")),
}
"""By the name of the mutation, in an order in which each finds what it needs."""


async def _after(first: Awaitable[str], then: Callable[[str], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    return await then(await first)


async def rows_of(admin: Person) -> dict[str, AdminAction]:
    found = await AdminAction.find({"admin_id": admin.user_id}).to_list()
    return {row.id: row for row in found}


async def test_every_mutation_of_admins_leaves_a_completed_row(day: Day) -> None:
    without, silent, open_rows, same = list[str](), list[str](), list[str](), list[str]()
    for name, step in STEPS.items():
        before = await rows_of(day.admin)
        await step(day)
        new = [row for row_id, row in (await rows_of(day.admin)).items() if row_id not in before]
        without += [] if new else [name]
        open_rows += [name for row in new if row.outcome != "done"]
        silent += [name for row in new if not row.target_id]
        unchanged = {row.action for row in new if not changed_values(row)}
        same += [name for action in unchanged if action not in SAYS_NO_VALUES]
    assert (without, open_rows, silent, same) == ([], [], [], [])


def test_none_is_left_out() -> None:
    admins = {name.partition(".")[2] for name, row in ACCESS.items() if row.least is Caller.ADMIN}
    mutations = {name for name in admins if f"Mutation.{name}" in ACCESS}
    assert mutations == set(STEPS) | set(ELSEWHERE) | CHANGES_NOTHING


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_tested_elsewhere_is(name: str) -> None:
    action, path = ELSEWHERE[name]
    source = (ROOT / path).read_text("utf-8")
    assert action in source
    assert "AdminAction" in source


def test_nothing_but_its_own_class_writes_the_record() -> None:
    """It is append-only: rows are inserted and completed in one place, and removed nowhere."""
    writing = ("AdminAction.get_pymongo_collection", 'admin_actions"]', "AdminAction(", "AdminAction.delete")
    folders = ("services", "server", "resolvers", "webhooks", "gateways", "database")
    found = {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if any(word in path.read_text("utf-8") for word in writing)
    }
    assert found == {"services/admin/actions.py"}
