"""Promotions: bonus tokens are those of a paid payment, a gift is one, and a referral rewards whom it names."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Problem
from services.ledger.audit.finding import Finding
from services.ledger.audit.keys import PAYMENT
from services.ledger.audit.reading import LedgerReader, number_of

__all__ = ["check_promotion", "cross_promotions", "payments_named", "referrals_named"]

BONUS = "bonus:"
REFERRAL = "referral:"
_SIDES = ("referrer", "referred")

Document = Mapping[str, Any]


def payments_named(keys: Iterable[str]) -> list[str]:
    """The ids of the payments whose tokens, bought or added, stand under some of `keys`."""
    return [key.partition(":")[2] for key in keys if key.startswith((PAYMENT, BONUS))]


def referrals_named(keys: Iterable[str]) -> list[str]:
    """The ids of the payments whose referral is rewarded under some of `keys`."""
    return [key.split(":")[1] for key in keys if key.startswith(REFERRAL)]


def check_promotion(
    entry: Document, payments: Mapping[Any, Document], referrals: Mapping[Any, Document]
) -> Iterator[Problem]:
    """The rules that a grant breaks which is a gift, a promo code's bonus, or a referral's reward."""
    grant = next((change for change in entry["changes"] if change["op"] == "grant"), None)
    if grant is None:
        return
    key, source = entry["key"], grant.get("source")
    if source == "referral" and not key.startswith(REFERRAL):
        yield "promotion", f"a referral's reward stands under {key!r}"
    elif key.startswith(PAYMENT):
        payment = payments.get(key.removeprefix(PAYMENT))
        if payment is not None and (payment.get("gift") is not None) is not (source == "gift"):
            yield "payment", f"the payment {payment['_id']} grants tokens of source {source}"
    elif key.startswith(BONUS):
        yield from _check_bonus(entry, grant, payments.get(key.removeprefix(BONUS)))
    elif key.startswith(REFERRAL):
        yield from _check_reward(entry, grant, referrals)


def _check_bonus(entry: Document, grant: Document, payment: Document | None) -> Iterator[Problem]:
    if payment is None or payment.get("credited_at") is None:
        yield "promotion", f"there is no paid payment for {entry['key']!r}"
    elif payment["wallet_id"] != entry["wallet"]:
        yield "promotion", f"the payment {payment['_id']} is for the wallet {payment['wallet_id']}"
    elif payment.get("bonus_tokens", 0) != grant["amount"]:
        yield "promotion", f"the payment {payment['_id']} adds {payment.get('bonus_tokens', 0)}, not {grant['amount']}"


def _check_reward(entry: Document, grant: Document, referrals: Mapping[Any, Document]) -> Iterator[Problem]:
    _, name, side = entry["key"].split(":")
    referral = referrals.get(name)
    if referral is None or side not in _SIDES:
        yield "promotion", f"there is no referral for {entry['key']!r}"
    elif referral[f"{side}_wallet_id"] != entry["wallet"]:
        yield "promotion", f"the reward of {name} is for the wallet {referral[f'{side}_wallet_id']}"
    elif referral[f"{side}_tokens"] != grant["amount"]:
        yield "promotion", f"the reward of {name} is {referral[f'{side}_tokens']}, not {grant['amount']}"


async def cross_promotions(reader: LedgerReader, wallet: str | None) -> AsyncIterator[Finding]:
    """Every payment and referral that is done has its entries, and every promo code as many redemptions as it says."""
    if wallet is None:
        async for codes in reader.promo_codes():
            for code in codes:
                if code["redeemed"] != code["rows"]:
                    detail = f"{code['code']} is redeemed {code['redeemed']} times, and has {code['rows']} redemptions"
                    yield Finding("", 0, "promotion", detail)
    async for payments in reader.payments_with_bonus(wallet):
        async for finding in _missing(reader, [(row["wallet_id"], f"{BONUS}{row['_id']}") for row in payments]):
            yield finding
    async for referrals in reader.rewarded_referrals():
        wanted = [
            (row[f"{side}_wallet_id"], f"{REFERRAL}{row['payment_id']}:{side}")
            for row in referrals
            for side in _SIDES
            if row[f"{side}_tokens"] and wallet in {None, row[f"{side}_wallet_id"]}
        ]
        async for finding in _missing(reader, wanted):
            yield finding


async def _missing(reader: LedgerReader, wanted: list[tuple[str, str]]) -> AsyncIterator[Finding]:
    found = await reader.under_keys(wanted)
    for wallet, key in wanted:
        if (wallet, key) not in found:
            yield Finding(wallet, number_of({}), "promotion", f"no entry stands under {key!r}")
