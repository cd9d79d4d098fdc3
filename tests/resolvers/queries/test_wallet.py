"""`wallet` and `walletEntries` show every token: what it is part of, and what moved it."""

from datetime import timedelta

from models.user import User
from services.container import Services
from services.ledger.sources import GrantSource
from tests.acceptance.operations import OPERATIONS
from tests.support.clock import MovableClock
from tests.support.graphql import GraphQLClient


async def wallet_of(client: GraphQLClient, email: str) -> str:
    await client.register(email)
    user = await User.find_one({"email": email})
    return user.wallet_id


async def test_grants_stand_in_the_order_in_which_they_are_spent_and_holds_apart(
    services: Services, client: GraphQLClient, clock: MovableClock
):
    wallet = await wallet_of(client, "parts@example.com")
    soon, hold_ends = clock() + timedelta(days=3), clock() + timedelta(minutes=5)
    await services.ledger.grant(wallet, "k:1", source=GrantSource.PURCHASE, amount=500, reference="pay_1")
    await services.ledger.grant(wallet, "k:2", source=GrantSource.PROMO, amount=70, expires_at=soon)
    await services.ledger.hold(wallet, "key:hold", hold_id="hold_1", amount=100, expires_at=hold_ends)

    found = (await client.execute(OPERATIONS["Wallet"]))["wallet"]
    assert [(each["source"], each["available"], each["expiresAt"] is None) for each in found["grants"]] == [
        ("WELCOME", "9970", True),
        ("PURCHASE", "500", True),
    ]
    assert [(each["id"], each["amount"]) for each in found["holds"]] == [("hold_1", "100")]
    await services.ledger.release(wallet, "hold_1")
    found = (await client.execute(OPERATIONS["Wallet"]))["wallet"]
    assert [(each["source"], each["available"]) for each in found["grants"]] == [
        ("PROMO", "70"),
        ("WELCOME", "10000"),
        ("PURCHASE", "500"),
    ]
    assert found["holds"] == []


async def test_entries_add_up_to_the_balance_page_by_page(
    services: Services, client: GraphQLClient, clock: MovableClock
):
    wallet = await wallet_of(client, "lines@example.com")
    await services.ledger.grant(wallet, "k:1", source=GrantSource.PURCHASE, amount=500, reference="pay_1")
    await services.ledger.hold(
        wallet, "key:hold", hold_id="hold_1", amount=100, expires_at=clock() + timedelta(minutes=5)
    )
    await services.ledger.settle(wallet, "hold_1", amount=59)
    await services.ledger.revoke(wallet, "k:2", reference="pay_1", amount=500)

    first = (await client.execute(OPERATIONS["WalletEntries"], {"first": 3}))["walletEntries"]
    after = first["pageInfo"]["endCursor"]
    second = (await client.execute(OPERATIONS["WalletEntries"], {"first": 3, "after": after}))["walletEntries"]
    nodes = [edge["node"] for edge in first["edges"] + second["edges"]]
    assert [
        (each["kind"], each["available"], each["held"], each["debt"], each["source"], each["paymentId"])
        for each in nodes
    ] == [
        ("REVOKE", "-500", "0", "0", None, "pay_1"),
        ("SETTLE", "41", "-100", "0", None, None),
        ("HOLD", "-100", "100", "0", None, None),
        ("GRANT", "500", "0", "0", "PURCHASE", "pay_1"),
        ("GRANT", "10000", "0", "0", "WELCOME", None),
    ]
    balance = (await client.execute(OPERATIONS["Balance"]))["balance"]
    assert sum(int(each["available"]) for each in nodes) == int(balance["available"]) == 9_941
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)


async def test_a_cursor_of_another_list_is_refused(client: GraphQLClient):
    await client.register("cursor@example.com")
    errors = await client.errors(OPERATIONS["WalletEntries"], {"first": 3, "after": "dXNhZ2VIaXN0b3J5OjE="})
    assert errors[0]["extensions"]["code"] == "INVALID_INPUT"
