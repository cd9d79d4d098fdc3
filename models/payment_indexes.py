"""The indexes of the `payments` collection."""

from pymongo import ASCENDING, DESCENDING, IndexModel

__all__ = ["payment_indexes"]


def payment_indexes(*, saved_card: str) -> list[IndexModel]:
    """All of them; `saved_card` is the kind of payments of which a user has one open at most."""
    return [
        IndexModel([("user_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
        IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="history"),
        IndexModel(
            [("gateway", ASCENDING), ("gateway_reference", ASCENDING)],
            name="gateway_reference_unique",
            unique=True,
            partialFilterExpression={"gateway_reference": {"$type": "string"}},
        ),
        IndexModel(
            [("gateway", ASCENDING), ("checkout_reference", ASCENDING)],
            name="checkout_reference_unique",
            unique=True,
            partialFilterExpression={"checkout_reference": {"$type": "string"}},
        ),
        IndexModel(
            [("user_id", ASCENDING), ("kind", ASCENDING)],
            name="card_charge_in_flight_unique",
            unique=True,
            partialFilterExpression={"open": True, "kind": saved_card},
        ),
        IndexModel(
            [("user_id", ASCENDING), ("cancel_key", ASCENDING)],
            name="cancel_key_unique",
            unique=True,
            partialFilterExpression={"cancel_key": {"$type": "string"}},
        ),
        IndexModel(
            [("user_id", ASCENDING), ("verify_key", ASCENDING)],
            name="verify_key_unique",
            unique=True,
            partialFilterExpression={"verify_key": {"$type": "string"}},
        ),
        IndexModel([("user_id", ASCENDING)], name="open_of_user", partialFilterExpression={"open": True}),
        IndexModel(
            [("user_id", ASCENDING), ("slot", ASCENDING)],
            name="open_slot_unique",
            unique=True,
            partialFilterExpression={"open": True, "slot": {"$type": "number"}},
        ),
        IndexModel(
            [("wallet_id", ASCENDING)],
            name="open_of_team_wallet",
            partialFilterExpression={"open": True, "team_id": {"$type": "string"}},
        ),
        IndexModel(
            [("gateway", ASCENDING), ("next_check_at", ASCENDING)],
            name="open_of_gateway_by_check",
            partialFilterExpression={"open": True},
        ),
        IndexModel(
            [("user_id", ASCENDING), ("credited_at", ASCENDING)],
            name="paid_of_user",
            partialFilterExpression={"credited_at": {"$type": "date"}},
        ),
        IndexModel(
            [("open", ASCENDING), ("follow_up_at", ASCENDING)],
            name="ended_by_follow_up",
            partialFilterExpression={"follow_up_at": {"$type": "date"}},
        ),
        IndexModel(
            [("gateway", ASCENDING), ("denied_at", ASCENDING)],
            name="denied_of_gateway",
            partialFilterExpression={"denied_at": {"$type": "date"}},
        ),
        IndexModel(
            [("gift.receiver_user_id", ASCENDING), ("_id", DESCENDING)],
            name="gifts_to",
            partialFilterExpression={"gift.receiver_user_id": {"$type": "string"}},
        ),
        IndexModel(
            [("wallet_id", ASCENDING)],
            name="reversed_to_wallet",
            partialFilterExpression={"reversal": {"$type": "object"}},
        ),
        IndexModel(
            [("payer_wallet_id", ASCENDING)],
            name="reversed_of_payer",
            partialFilterExpression={"reversal": {"$type": "object"}},
        ),
        IndexModel(
            [("reversal_due_at", ASCENDING)],
            name="reversal_by_due",
            partialFilterExpression={"reversal_due_at": {"$type": "date"}},
        ),
        IndexModel(
            [("_id", DESCENDING), ("flags.at", ASCENDING)],
            name="flagged",
            partialFilterExpression={"flags.0": {"$exists": True}},
        ),
        IndexModel([("status", ASCENDING), ("_id", DESCENDING)], name="by_status"),
        # The next four are the overview's, which the first two of them answer alone.
        IndexModel(
            [
                *((field, ASCENDING) for field in ("credited_at", "currency", "method")),
                *((field, ASCENDING) for field in ("amount", "tax_amount", "tax_behavior")),
            ],
            name="revenue_by_credit",
        ),
        IndexModel(
            [(field, ASCENDING) for field in ("created_at", "currency", "method", "status", "failure.code")],
            name="outcome_by_creation",
        ),
        IndexModel(
            [("reversal.refunds.created_at", ASCENDING)],
            name="refunded_by_time",
            partialFilterExpression={"reversal": {"$type": "object"}},
        ),
        IndexModel(
            [("reversal.disputes.created_at", ASCENDING)],
            name="disputed_by_time",
            partialFilterExpression={"reversal": {"$type": "object"}},
        ),
    ]
