"""What MongoDB itself refuses to store: an amount that is not an int64, above all a float.

Documents may have fields that stand here nowhere; these schemas guard the few on which money and tokens depend.
"""

from typing import Any

__all__ = ["VALIDATORS"]

_TEXT = {"bsonType": "string"}
_MOMENT = {"bsonType": "date"}
_AMOUNT = {"bsonType": "long"}
_POSITIVE_AMOUNT = {"bsonType": "long", "minimum": 1}
_COUNT = {"bsonType": "long", "minimum": 0}


def _object(*, required: list[str] | None = None, **properties: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"bsonType": "object", "properties": properties}
    return schema | {"required": required} if required else schema


def _list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"bsonType": "array", "items": item}


_STATE = _object(
    required=["grants", "debt", "lifetime_purchased", "lifetime_spent"],
    grants=_list_of(
        _object(
            required=["id", "source", "available", "order"],
            available=_COUNT,
            order=_POSITIVE_AMOUNT,
            expires_at=_MOMENT,
        )
    ),
    holds=_list_of(
        _object(
            required=["id", "parts", "expires_at"],
            parts=_list_of(_object(required=["grant", "amount"], amount=_COUNT)),
            expires_at=_MOMENT,
        )
    ),
    debt=_COUNT,
    lifetime_purchased=_COUNT,
    lifetime_spent=_COUNT,
    last_claim_at=_MOMENT,
    last_refill_at=_MOMENT,
)

_LEDGER_ENTRY = _object(
    required=["v", "wallet", "seq", "key", "input_hash", "kind", "at", "changes", "prev_hash", "hash"],
    wallet=_TEXT,
    seq=_POSITIVE_AMOUNT,
    key=_TEXT,
    input_hash=_TEXT,
    kind=_TEXT,
    at=_MOMENT,
    changes=_list_of(_object(required=["op", "amount"], op=_TEXT, amount=_AMOUNT, expires_at=_MOMENT)),
    hold=_object(amount=_AMOUNT, expires_at=_MOMENT),
    refill=_object(due_at=_MOMENT, amount=_POSITIVE_AMOUNT, most=_POSITIVE_AMOUNT),
    usage={"bsonType": "object", "additionalProperties": {"bsonType": ["long", "string", "object"]}},
    state=_STATE,
    prev_hash=_TEXT,
    hash=_TEXT,
)

_LEDGER_SNAPSHOT = _object(required=["wallet", "state", "created_at"], wallet=_TEXT, state=_STATE, created_at=_MOMENT)

_PAYMENT = _object(
    required=["user_id", "wallet_id", "client_key", "input_hash", "package_id", "tokens", "amount", "currency"],
    user_id=_TEXT,
    wallet_id=_TEXT,
    client_key=_TEXT,
    input_hash=_TEXT,
    package_id=_TEXT,
    tokens=_POSITIVE_AMOUNT,
    bonus_tokens=_COUNT,
    subtotal={"bsonType": ["long", "null"], "minimum": 1},
    discounts=_list_of(_object(required=["kind", "amount"], kind=_TEXT, amount=_POSITIVE_AMOUNT)),
    amount=_POSITIVE_AMOUNT,
    tax_amount=_COUNT,
    tax_behavior={"enum": ["exclusive", "inclusive", None]},
    currency={"bsonType": "string", "pattern": "^[A-Z]{3}$"},
    created_at=_MOMENT,
    expires_at=_MOMENT,
)

_SUBSCRIPTION = _object(
    required=["user_id", "wallet_id", "client_key", "input_hash", "currency", "terms", "plan_id", "version"],
    user_id=_TEXT,
    wallet_id=_TEXT,
    client_key=_TEXT,
    input_hash=_TEXT,
    currency={"bsonType": "string", "pattern": "^[A-Z]{3}$"},
    terms=_list_of(
        _object(
            required=["plan_id", "price_reference", "amount", "tokens"],
            plan_id=_TEXT,
            price_reference=_TEXT,
            amount=_POSITIVE_AMOUNT,
            tokens=_POSITIVE_AMOUNT,
        )
    ),
    plan_id=_TEXT,
    version=_COUNT,
    created_at=_MOMENT,
)

_SUBSCRIPTION_INVOICE = _object(
    required=["subscription_id", "user_id", "wallet_id", "amount", "currency", "tokens", "tokens_expire_at"],
    subscription_id=_TEXT,
    user_id=_TEXT,
    wallet_id=_TEXT,
    amount=_COUNT,
    currency={"bsonType": "string", "pattern": "^[A-Z]{3}$"},
    tokens=_COUNT,
    period_start=_MOMENT,
    period_end=_MOMENT,
    tokens_expire_at=_MOMENT,
    paid_at=_MOMENT,
)

_PROMO_CODE = _object(
    required=["code", "kind", "redeemed"],
    code=_TEXT,
    kind=_TEXT,
    bonus_tokens=_COUNT,
    amounts={"bsonType": "object", "additionalProperties": _POSITIVE_AMOUNT},
    minimum_amounts={"bsonType": "object", "additionalProperties": _POSITIVE_AMOUNT},
    redeemed=_COUNT,
)

_MODEL_OVERRIDE = _object(
    required=["hidden", "premium", "version"],
    rates={"bsonType": ["object", "null"], "additionalProperties": _COUNT},
    updated_at=_MOMENT,
)

_ADMIN_ACTION = _object(
    required=["admin_id", "action", "target_id", "effect_id", "details", "at"],
    admin_id=_TEXT,
    action=_TEXT,
    target_id=_TEXT,
    effect_id=_TEXT,
    details={"bsonType": "object"},
    at=_MOMENT,
    completed_at={"bsonType": ["date", "null"]},
    outcome={"bsonType": ["string", "null"]},
)

_BULK_GRANT = _object(
    required=["admin_id", "effect_id", "filter", "amount", "created_at", "expected_users", "granted", "refused"],
    amount=_POSITIVE_AMOUNT,
    created_at=_MOMENT,
    expected_users=_COUNT,
    granted=_COUNT,
    refused=_COUNT,
)

_PRICE_VERSION = _object(
    required=["basis", "rates", "created_at"],
    rates={"bsonType": "object", "additionalProperties": _COUNT},
    created_at=_MOMENT,
)

_REFERRAL = _object(
    required=["referrer_wallet_id", "referred_wallet_id", "payment_id", "referrer_tokens", "referred_tokens"],
    referrer_wallet_id=_TEXT,
    referred_wallet_id=_TEXT,
    payment_id=_TEXT,
    referrer_tokens=_COUNT,
    referred_tokens=_COUNT,
)

_AUTO_TOP_UP = _object(
    required=["user_id", "wallet_id", "terms", "revision", "state", "month", "spent"],
    user_id=_TEXT,
    wallet_id=_TEXT,
    terms=_object(
        required=["threshold_tokens", "monthly_cap", "currency"],
        threshold_tokens=_POSITIVE_AMOUNT,
        monthly_cap=_POSITIVE_AMOUNT,
    ),
    in_flight={
        "bsonType": ["object", "null"],
        "properties": {"amount": _POSITIVE_AMOUNT, "tax_amount": _COUNT, "tokens": _POSITIVE_AMOUNT},
    },
    month=_TEXT,
    spent=_COUNT,
)

VALIDATORS: dict[str, dict[str, Any]] = {
    "admin_actions": {"$jsonSchema": _ADMIN_ACTION},
    "auto_top_ups": {"$jsonSchema": _AUTO_TOP_UP},
    "bulk_grants": {"$jsonSchema": _BULK_GRANT},
    "ledger_entries": {"$jsonSchema": _LEDGER_ENTRY},
    "ledger_snapshots": {"$jsonSchema": _LEDGER_SNAPSHOT},
    "model_overrides": {"$jsonSchema": _MODEL_OVERRIDE},
    "payments": {"$jsonSchema": _PAYMENT},
    "price_versions": {"$jsonSchema": _PRICE_VERSION},
    "promo_codes": {"$jsonSchema": _PROMO_CODE},
    "referrals": {"$jsonSchema": _REFERRAL},
    "subscription_invoices": {"$jsonSchema": _SUBSCRIPTION_INVOICE},
    "subscriptions": {"$jsonSchema": _SUBSCRIPTION},
}
"""By collection name."""
