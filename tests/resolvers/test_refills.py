"""`autoRefill` and `setAutoRefill` as clients send them."""

from database.setup import Database
from models.admin_action import AdminAction
from models.user import Role
from services.admin.actions import AdminActions
from services.container import Services
from services.refills import Refills
from tests.acceptance.operations import OPERATIONS

TERMS = {"interval": 2, "unit": "WEEKS", "amount": "7", "mode": "ADD", "cap": "10", "timeZone": "Asia/Tokyo"}


async def test_an_admin_sets_a_users_refills_and_the_user_sees_them(new_client, services: Services, database: Database):
    services.refills = Refills(
        settings=services.settings, clock=services.clock, ledger=services.ledger, actions=AdminActions(services.clock)
    )
    admin, ada = new_client(), new_client()
    await admin.register("admin@example.com")
    user = await ada.register("ada@example.com")
    off = {"enabled": False, "choice": "STANDARD", **dict.fromkeys(TERMS), "lastRefillAt": None, "nextRefillAt": None}
    assert (await ada.execute(OPERATIONS["AutoRefill"]))["autoRefill"] == off
    order = {**TERMS, "zone": TERMS["timeZone"], "user": user["user"]["id"], "choice": "OWN", "reason": "A partner."}
    refused = (await ada.execute(OPERATIONS["SetAutoRefill"], order))["setAutoRefill"]
    assert refused["code"] == "FORBIDDEN"
    assert await AdminAction.find({}).count() == 0
    await database["users"].update_one({"email": "admin@example.com"}, {"$set": {"role": Role.ADMIN.value}})
    await admin.login("admin@example.com")
    stored = (await admin.execute(OPERATIONS["SetAutoRefill"], order))["setAutoRefill"]
    expected = {
        "enabled": True,
        "choice": "OWN",
        **TERMS,
        "lastRefillAt": None,
        "nextRefillAt": "2026-03-15T12:00:00.000Z",
    }
    assert stored == {"__typename": "AutoRefillSet", "autoRefill": expected}
    assert (await ada.execute(OPERATIONS["AutoRefill"]))["autoRefill"] == expected
