"""The account that the key belongs to (https://docs.stripe.com/api/accounts)."""

from gateways.simulated.call import Call, Json

__all__ = ["ACCOUNT_ID", "retrieve"]

ACCOUNT_ID = "acct_simulated"


def retrieve(call: Call, _ids: Json) -> Json:
    """GET /v1/account."""
    call.params.finish()
    return {
        "id": ACCOUNT_ID,
        "object": "account",
        "business_type": "company",
        "capabilities": dict(call.options.capabilities),
        "charges_enabled": True,
        "country": "HK",
        "default_currency": "hkd",
        "details_submitted": True,
        "email": None,
        "metadata": {},
        "payouts_enabled": False,
        "settings": {"dashboard": {"display_name": "Simulated Stripe", "timezone": "Etc/UTC"}},
        "type": "standard",
    }
