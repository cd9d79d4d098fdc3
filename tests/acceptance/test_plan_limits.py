"""C9 over HTTP: a plan's day of requests, and a premium model behind the paywall."""

import json

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

ASK = """mutation Ask($model: ID, $key: String!) {
  chat(input: { message: "Hello", modelId: $model, idempotencyKey: $key }) {
    __typename
    ... on ChatCompleted { usage { cost } }
    ... on Paywall { modelId requiredPlanId }
    ... on UserError { code message retryable }
  }
}"""
PREMIUM = """mutation Keep($model: ID!) {
  setModelOverride(input: { modelId: $model, premium: true }) { __typename ... on UserError { code message } }
}"""
PLANS = {
    "plans": [
        {"id": "free", "name": "Free", "tokens_per_month": 5000, "requests_per_day": 2, "max_tokens_per_request": 400},
        {
            "id": "gold",
            "name": "Gold",
            "prices": [{"currency": "CNY", "interval": "month", "amount": 4900}],
            "tokens_per_month": 100_000,
            "max_tokens_per_request": 4000,
            "premium_models": True,
        },
    ]
}


async def test_a_free_user_meets_the_limits_of_the_plan(start_server, tmp_path):
    plans = tmp_path / "plans.json"
    plans.write_text(json.dumps(PLANS), "utf-8")
    server = start_server(env={"PLANS_FILE": str(plans)})
    async with GraphQLClient(server.graphql_url) as admin, GraphQLClient(server.graphql_url) as ada:
        await admin.login(server.admin_email, server.admin_password)
        kept = (await admin.execute(PREMIUM, {"model": "offline/essay"}))["setModelOverride"]
        assert "code" not in kept, kept
        await ada.register(f"{new_id('ada')}@example.com")

        async def ask(model: str | None = None) -> dict:
            return (await ada.execute(ASK, {"model": model, "key": new_id("key")}))["chat"]

        refused = await ask("offline/essay")
        assert refused == {
            **refused,
            "__typename": "Paywall",
            "code": "PAYWALL",
            "retryable": False,
            "modelId": "offline/essay",
            "requiredPlanId": "gold",
        }
        costs = [int((await ask())["usage"]["cost"]) for _ in range(2)]
        limit = await ask()
        assert (limit["__typename"], limit["code"], limit["retryable"]) == (
            "OperationRefused",
            "DAILY_LIMIT_REACHED",
            True,
        )
        assert (await ada.execute(OPERATIONS["Allowance"]))["allowance"] == {
            "planId": "free",
            "requestsToday": 2,
            "requestsPerDay": 2,
            "freeTokensThisMonth": str(sum(costs)),
            "freeTokensPerMonth": "5000",
            "running": 0,
            "mostRunning": 20,
            "maxTokensPerRequest": 400,
            "premiumModels": False,
        }
        balance = (await ada.execute(OPERATIONS["Balance"]))["balance"]
        assert (balance["held"], balance["lifetimeSpent"]) == ("0", str(sum(costs)))
