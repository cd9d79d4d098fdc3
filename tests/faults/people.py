"""Users of a server, as clients over HTTP, and what one attempt of theirs brought."""

import secrets
from typing import Any

import httpx
from pymongo.database import Database

from tests.faults.book import Answer, Operation, Verdict
from tests.faults.server import Server
from tests.support.graphql import GraphQLClient

__all__ = ["PROMO_CODE", "Person", "new_person"]

PROMO_CODE = "FAULTS"
"""The code that discounted purchases name."""
_DOCUMENTS = {
    "claim": """mutation ($key: String!) { claim(input: { idempotencyKey: $key }) { __typename
        ... on ClaimSucceeded { amount balance { available } }
        ... on ClaimTooEarly { code }
        ... on UserError { code message retryable } } }""",
    "chat": """mutation ($key: String!, $text: String!) {
        chat(input: { message: $text, idempotencyKey: $key }) { __typename
        ... on ChatCompleted { reply { id } usage { cost } balance { available held } }
        ... on UserError { code message retryable } } }""",
    "purchase": """mutation ($key: String!, $text: ID!) {
        purchase(input: { packageId: $text, paymentMethod: CARD, idempotencyKey: $key }) { __typename
        ... on PurchaseStarted { payment { id gatewayReference } clientSecret publishableKey }
        ... on UserError { code message retryable } } }""",
    "discounted": f"""mutation ($key: String!, $text: ID!) {{
        discounted: purchase(
          input: {{ packageId: $text, paymentMethod: CARD, idempotencyKey: $key, promoCode: "{PROMO_CODE}" }}
        ) {{ __typename
        ... on PurchaseStarted {{ payment {{ id amount {{ amount }} }} }}
        ... on UserError {{ code message retryable }} }} }}""",
    "balance": "query { balance { available held debt lifetimeSpent } }",
}
_ACKNOWLEDGED = {"ClaimSucceeded", "ChatCompleted", "PurchaseStarted"}
_FINAL = {"ClaimTooEarly", "InsufficientTokens"}
ANSWER_SECONDS = 60
"""The driver's own patience. A row states how long an answer may really take."""
_BALANCE_ATTEMPTS = 3


class Person:
    """One user with a wallet, known to every server of the database."""

    def __init__(self, wallet: str, token: str) -> None:
        self.wallet = wallet
        self.token = token
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
        self._http = httpx.AsyncClient(timeout=ANSWER_SECONDS, limits=limits)

    async def attempt(self, server: Server, operation: Operation) -> Answer:
        """Send `operation` once to `server`."""
        variables = {"key": operation.key, "text": operation.text}
        body = {"query": _DOCUMENTS[operation.kind], "variables": variables if operation.kind != "balance" else {}}
        headers = {"authorization": f"Bearer {self.token}", "accept": "application/graphql-response+json"}
        try:
            response = await self._http.post(f"{server.url}/graphql", json=body, headers=headers)
            answer = response.json()
        except httpx.TimeoutException:
            return Answer(Verdict.BUG, "NO_ANSWER")
        except (httpx.TransportError, ValueError) as error:
            return Answer(Verdict.AGAIN, type(error).__name__)
        return _read(operation.kind, answer)

    async def balance(self, server: Server) -> dict[str, int]:
        """What the server says that the wallet holds."""
        for _ in range(_BALANCE_ATTEMPTS):  # an idle connection may be closed just when it is used again
            answer = await self.attempt(server, Operation("balance", "", self.wallet))
            if answer.verdict is not Verdict.AGAIN:
                break
        assert answer.verdict is Verdict.DONE, answer
        return {name: int(value) for name, value in answer.told.items()}

    async def close(self) -> None:
        await self._http.aclose()


async def new_person(server: Server, database: Database[dict[str, Any]]) -> Person:
    """Register somebody at `server`."""
    email = f"{secrets.token_hex(8)}@example.com"
    async with GraphQLClient(f"{server.url}/graphql") as client:
        session = await client.register(email)
    user = database["users"].find_one({"_id": session["user"]["id"]})
    assert user is not None
    return Person(user["wallet_id"], session["accessToken"])


def _read(kind: str, answer: dict[str, Any]) -> Answer:
    if "errors" in answer:
        details = answer["errors"][0]["extensions"]
        code = details["code"]
        if details.get("retryable"):
            return Answer(Verdict.AGAIN, code)
        return Answer(Verdict.BUG if code == "INTERNAL" else Verdict.REFUSED, f"{code} {details.get('errorId', '')}")
    told = answer["data"][kind]
    if kind == "balance":
        return Answer(Verdict.DONE, told=told)
    name = told["__typename"]
    if name in _ACKNOWLEDGED:
        return Answer(Verdict.DONE, told=told)
    if told.get("retryable") and name not in _FINAL:
        return Answer(Verdict.AGAIN, told["code"])
    return Answer(Verdict.BUG if told["code"] == "INTERNAL" else Verdict.REFUSED, told["code"])
