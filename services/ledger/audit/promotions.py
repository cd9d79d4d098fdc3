"""Promotions: bonus tokens are those of a paid payment, a gift is one, and a referral rewards whom it names.

What it gave is taken back once all of the money of its purchase is gone.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Problem
from services.ledger.audit.finding import Finding
from services.ledger.audit.keys import PAYMENT
from services.ledger.audit.reading import LedgerReader, number_of
from services.ledger.audit.reversals import is_reversed, is_settled

__all__ = ["check_promotion", "cross_promotions", "payments_named", "referrals_named"]

BONUS = "bonus:"
REFERRAL = "referral:"
UNREWARD = "unreward:"
_SIDES = ("referrer", "referred")

Document = Mapping[str, Any]


def payments_named(keys: Iterable[str]) -> list[str]:
    """The ids of the payments whose tokens, bought, added or rewarding, stand under some of `keys`."""
    return [key.split(":")[1] for key in keys if key.startswith((PAYMENT, BONUS, UNREWARD))]


def referrals_named(keys: Iterable[str]) -> list[str]:
    """The ids of the payments whose referral is rewarded, or its reward taken back, under some of `keys`."""
    return [key.split(":")[1] for key in keys if key.startswith((REFERRAL, UNREWARD))]


def check_promotion(
    entry: Document, payments: Mapping[Any, Document], referrals: Mapping[Any, Document]
) -> Iterator[Problem]:
    """The rules that a gift, a promo code's bonus, a referral's reward, or what is taken back of one breaks."""
    if entry["key"].startswith(UNREWARD):
        yield from _check_taken_back(entry, payments, referrals)
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
    elif entry.get("reference") not in {None, f"{REFERRAL}{name}"}:  # None: granted before rewards were taken back
        yield "promotion", f"the reward of {name} carries the reference {entry['reference']!r}"
    elif referral[f"{side}_tokens"] != grant["amount"]:
        yield "promotion", f"the reward of {name} is {referral[f'{side}_tokens']}, not {grant['amount']}"


def _check_taken_back(
    entry: Document, payments: Mapping[Any, Document], referrals: Mapping[Any, Document]
) -> Iterator[Problem]:
    _, name, side = entry["key"].split(":")
    referral, payment = referrals.get(name), payments.get(name)
    if referral is None or side not in _SIDES or entry.get("reference") != f"{REFERRAL}{name}":
        yield "promotion", f"there is no referral for {entry['key']!r}"
    elif referral[f"{side}_wallet_id"] != entry["wallet"]:
        yield "promotion", f"the reward of {name} is that of the wallet {referral[f'{side}_wallet_id']}"
    elif payment is None or payment.get("reversal") is None:
        yield "promotion", f"the reward of {name} is taken back, and none of its money went back"


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
        async for finding in _cross_referrals(reader, referrals, wallet):
            yield finding


async def _cross_referrals(
    reader: LedgerReader, referrals: list[dict[str, Any]], wallet: str | None
) -> AsyncIterator[Finding]:
    wanted = [each for row in referrals for each in _entries_of(row) if wallet in {None, each[0]}]
    async for finding in _missing(reader, wanted):
        yield finding
    kept = {row["payment_id"]: row for row in referrals if row.get("taken_back_at") is None}
    for name, payment in (await reader.payments(kept)).items():
        if is_settled(payment, "credited_at") and is_reversed(payment):
            holder = kept[name]["referrer_wallet_id"]
            yield Finding(holder, 0, "promotion", f"all of the money of {name} is gone, and its rewards are kept")


def _entries_of(referral: Document) -> Iterator[tuple[str, str]]:
    """Wallet and key of each entry that a rewarded referral must have."""
    operations = [REFERRAL] if referral.get("taken_back_at") is None else [REFERRAL, UNREWARD]
    for side in _SIDES:
        if referral[f"{side}_tokens"] and side not in (referral.get("refused") or ()):
            for operation in operations:
                yield referral[f"{side}_wallet_id"], f"{operation}{referral['payment_id']}:{side}"


async def _missing(reader: LedgerReader, wanted: list[tuple[str, str]]) -> AsyncIterator[Finding]:
    found = await reader.under_keys(wanted)
    for wallet, key in wanted:
        if (wallet, key) not in found:
            yield Finding(wallet, number_of({}), "promotion", f"no entry stands under {key!r}")
