"""Sessions of the customer portal (https://docs.stripe.com/api/customer_portal/sessions)."""

import secrets

from gateways.simulated.call import Call, Json
from gateways.simulated.ids import new_id

__all__ = ["create"]


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/billing_portal/sessions."""
    params = call.params
    customer = call.named("customer", params.required("customer"), "customer")
    return_url = params.url("return_url")
    params.ignore("configuration", "locale")
    params.finish()
    session_id = new_id("bps")
    # Whoever has the address acts as the customer, so it must not be guessed from the session's id.
    secret = secrets.token_urlsafe(24)
    session: Json = {
        "id": session_id,
        "object": "billing_portal.session",
        "configuration": "bpc_simulated",
        "created": call.now,
        "customer": customer["id"],
        "flow": None,
        "livemode": False,
        "locale": None,
        "on_behalf_of": None,
        "return_url": return_url,
        "url": f"{call.options.public_url}/portal/{session_id}_{secret}",
    }
    return call.save(session)
