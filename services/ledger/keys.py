"""Idempotency keys. The server chooses the operation before the colon, so no client can spell a system key."""

import re
from datetime import datetime

from services.errors import InvalidInputError

__all__ = [
    "adjustment_key",
    "anonymous_key",
    "bonus_key",
    "bulk_grant_key",
    "client_key",
    "dispute_key",
    "ending_key",
    "erasure_key",
    "freeze_key",
    "grant_key_of_payment",
    "merge_key",
    "referral_keys",
    "referral_reference",
    "refill_key",
    "refund_key",
    "renewal_key",
    "restoration_key",
    "subscription_key",
    "team_closing_key",
    "unfreeze_key",
    "unreward_keys",
    "welcome_key",
]

_CLIENT_KEY = re.compile(r"[A-Za-z0-9._~:@/+=-]{1,128}")


def client_key(operation: str, key: str) -> str:
    """The ledger key of a client's `key` for `operation`; raises InvalidInputError for an unusable key."""
    if not _CLIENT_KEY.fullmatch(key):
        raise InvalidInputError("idempotencyKey", "must be 1 to 128 of the characters A-Z a-z 0-9 . _ ~ : @ / + = -")
    return f"{operation}:{key}"


def welcome_key(user_id: str) -> str:
    """Key of a user's welcome grant."""
    return f"welcome:{user_id}"


def anonymous_key(user_id: str) -> str:
    """Key of a guest's grant, whose reference is the guest's id; it is the same key once the guest has signed up."""
    return f"anonymous:{user_id}"


def merge_key(user_id: str) -> str:
    """Key of what is taken back of that grant when the guest signs in to an account, which had a welcome of its own."""
    return f"merge:{user_id}"


def adjustment_key(action_id: str) -> str:
    """Key of what an admin grants, takes or sets; the id is that of the row in the record of admins' actions."""
    return f"adjust:{action_id}"


def bulk_grant_key(bulk_grant_id: str) -> str:
    """Key of a bulk grant in each wallet; one of them grants once to each."""
    return f"bulk:{bulk_grant_id}"


def erasure_key(user_id: str) -> str:
    """Key of what a user forfeits who has their account deleted."""
    return f"erasure:{user_id}"


def team_closing_key(team_id: str) -> str:
    """Key of what is forfeited when a team is closed."""
    return f"team-closing:{team_id}"


def grant_key_of_payment(payment_id: str) -> str:
    """Key of the grant that a payment buys; one payment credits once."""
    return f"payment:{payment_id}"


def bonus_key(payment_id: str) -> str:
    """Key of the tokens that a payment's promo code adds; their reference is the payment's id, as the credit's is."""
    return f"bonus:{payment_id}"


def referral_keys(payment_id: str) -> tuple[str, str]:
    """Keys of the rewards for a referred user's first paid purchase: the referrer's, and the referred user's."""
    return f"referral:{payment_id}:referrer", f"referral:{payment_id}:referred"


def referral_reference(payment_id: str) -> str:
    """The reference of both rewards, by which they are taken back; not the payment's, whose refund is another thing."""
    return f"referral:{payment_id}"


def unreward_keys(payment_id: str) -> tuple[str, str]:
    """Keys of what is taken back of those rewards: the referrer's, and the referred user's."""
    return f"unreward:{payment_id}:referrer", f"unreward:{payment_id}:referred"


def subscription_key(invoice_id: str) -> str:
    """Key of the grant that a paid invoice of a subscription brings; one invoice grants once."""
    return f"subscription:{invoice_id}"


def refill_key(due_at: datetime) -> str:
    """Key of the refill of the interval that began at `due_at`; one interval is refilled once."""
    return f"refill:{due_at.isoformat()}"


def refund_key(refund_id: str) -> str:
    """Key of what a refund takes back; the id is the gateway's, which every refund has, whoever made it."""
    return f"refund:{refund_id}"


def dispute_key(dispute_id: str) -> str:
    """Key of what a lost dispute takes back; the id is the gateway's."""
    return f"dispute:{dispute_id}"


def restoration_key(reversal_id: str) -> str:
    """Key of what is given back because a refund failed, or a dispute that was lost is not lost after all."""
    return f"restore:{reversal_id}"


def freeze_key(dispute_id: str) -> str:
    """Key of the freeze that a dispute makes."""
    return f"freeze:{dispute_id}"


def unfreeze_key(dispute_id: str) -> str:
    """Key of the end of that freeze."""
    return f"unfreeze:{dispute_id}"


def ending_key(hold_id: str) -> str:
    """Key of the entry that ends a hold. Settle and release share it, so that a hold ends exactly once."""
    return f"end:{hold_id}"


def renewal_key(hold_id: str, expires_at: datetime) -> str:
    """Key of the entry that moves a hold's expiry to `expires_at`."""
    return f"renew:{hold_id}:{expires_at.isoformat()}"
