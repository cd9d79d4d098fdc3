"""Signs up, claims the free tokens, buys a package, chats, and looks where the tokens went. Needs tokentill-client.

python first_five_minutes.py http://127.0.0.1:8000/graphql "What is a ledger?"
"""

import asyncio
import secrets
import sys
import uuid

from tokentill_client import RequestError, TokentillClient, UserError
from tokentill_client.generated.enums import PaymentMethod


async def main(url: str, message: str) -> None:
    async with TokentillClient(url) as tokentill:
        # Whoever signs in by a client is its user from then on.
        email = f"ada-{uuid.uuid4()}@example.com"
        session = await tokentill.register_in_full(email=email, password=secrets.token_urlsafe(), name="Ada")
        if isinstance(session, UserError):
            raise SystemExit(f"{session.code}: {session.message}")
        await claim(tokentill)
        await buy(tokentill)
        await chat(tokentill, message)
        await show_usage(tokentill)


async def claim(tokentill: TokentillClient) -> None:
    # The key makes it safe to repeat the call: it has one effect and one answer.
    claimed = await tokentill.claim(key=f"claim-{uuid.uuid4()}")
    if isinstance(claimed, UserError):
        print(f"No claim: {claimed.message}")
    else:
        print(f"Claimed {claimed.amount}")


async def buy(tokentill: TokentillClient) -> None:
    package = next(each for each in await tokentill.packages() if each.default)
    started = await tokentill.purchase_by_page(
        package_id=package.id, method=PaymentMethod.CARD, key=f"buy-{uuid.uuid4()}"
    )
    if isinstance(started, UserError):
        raise SystemExit(f"{started.code}: {started.message}")
    before = (await tokentill.balance()).purchased
    print(f"Pay {started.payment.amount.formatted} for {package.name}: {started.payment_page_url}", flush=True)
    async for _ in tokentill.balance_changed():
        bought = (await tokentill.balance()).purchased - before
        if bought > 0:
            print(f"Bought {bought}")
            return


async def chat(tokentill: TokentillClient, message: str) -> None:
    reply = ""
    async for event in tokentill.resumable_chat(message=message, key=f"chat-{uuid.uuid4()}"):
        if isinstance(event, UserError):
            raise SystemExit(f"{event.code}: {event.message}")
        if event.typename__ == "ChatDelta":
            reply = reply[: event.index] + event.text  # an attempt that failed is written anew
        elif event.typename__ == "ChatCompleted":
            print(f"Reply: {reply}\nCost {event.usage.cost}, left {event.balance.available}")


async def show_usage(tokentill: TokentillClient) -> None:
    history = await tokentill.usage_history(first=10)
    for edge in history.edges:
        print(f"{edge.node.kind.value}: {edge.node.cost} tokens for {edge.node.model_id}")


if __name__ == "__main__":
    try:
        asyncio.run(main(*sys.argv[1:]))
    except RequestError as error:
        raise SystemExit(f"{error} (retryable: {error.retryable}, error id: {error.error_id})") from error
