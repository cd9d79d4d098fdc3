"""Clerk's webhook: verified by its signature, and then read.

Sources: https://clerk.com/docs/guides/development/webhooks/overview and https://docs.svix.com/receiving/verifying-payloads/how-manual.
Svix signs the id, the time and the raw body; a time that is more than 5 minutes away is refused.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from gateways.errors import EventMalformedError, SignatureInvalidError
from gateways.sign_in.provider import ProvedIdentity

__all__ = ["CLERK", "ClerkEvent", "ClerkEventKind", "ClerkWebhook"]

CLERK = "clerk"
"""Its name among the identity providers."""
_HEADERS = ("id", "timestamp", "signature")
_TEXT_CHARACTERS = 255
_MOST_EMAILS = 200
_LAST_MILLISECOND = 253_402_300_799_999


class ClerkEventKind(StrEnum):
    """What happened at Clerk."""

    CREATED = "user.created"
    UPDATED = "user.updated"
    DELETED = "user.deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkEvent:
    """One event about a user of Clerk's."""

    event_id: str
    """Svix's, the same at every delivery."""
    kind: ClerkEventKind
    person: ProvedIdentity
    """As of then. Of a deleted one only the id is told."""
    at: datetime
    """As of when it speaks; of a deletion, which is final anyway, when it was sent."""


class ClerkWebhook:
    """`secret` is Clerk's for this endpoint, `whsec_...`."""

    def __init__(self, secret: str) -> None:
        self._webhook = Webhook(secret)

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> ClerkEvent | None:
        """The event, or None for one that is about something else.

        Raises SignatureInvalidError before anything of the body is read, and EventMalformedError.
        """
        signed = {f"webhook-{name}": headers.get(f"svix-{name}", "") for name in _HEADERS}
        try:
            self._webhook.verify(body, signed, json_parse=False)
        except (WebhookVerificationError, ValueError, OverflowError) as error:
            raise SignatureInvalidError(f"clerk: {type(error).__name__}") from error
        try:
            content = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise EventMalformedError("clerk: no JSON") from error
        return _read(content, _text(signed["webhook-id"], "svix-id"))


def _read(content: Any, event_id: str) -> ClerkEvent | None:
    if not isinstance(content, Mapping):
        raise EventMalformedError("clerk: no event")
    told, data = content.get("type"), content.get("data")
    if not isinstance(told, str) or told not in set(ClerkEventKind):
        return None
    kind = ClerkEventKind(told)
    if not isinstance(data, Mapping):
        raise EventMalformedError("clerk: an event without data")
    subject = _text(data.get("id"), "id")
    if kind is ClerkEventKind.DELETED:
        person = ProvedIdentity(provider=CLERK, subject=subject, email=None, email_verified=False, name=None)
        return ClerkEvent(event_id=event_id, kind=kind, person=person, at=_moment(content.get("timestamp")))
    return ClerkEvent(event_id=event_id, kind=kind, person=_person(data, subject), at=_moment(data.get("updated_at")))


def _person(data: Mapping[str, Any], subject: str) -> ProvedIdentity:
    emails = data.get("email_addresses")
    primary = data.get("primary_email_address_id")
    names = [data.get(part) for part in ("first_name", "last_name")]
    email, verified = None, False
    for row in emails[:_MOST_EMAILS] if isinstance(emails, list) else []:
        if isinstance(row, Mapping) and primary is not None and row.get("id") == primary:
            verification = row.get("verification")
            email = row.get("email_address")
            verified = isinstance(verification, Mapping) and verification.get("status") == "verified"
    return ProvedIdentity(
        provider=CLERK,
        subject=subject,
        email=email if isinstance(email, str) else None,
        email_verified=verified,
        name=" ".join(name for name in names if isinstance(name, str)) or None,
    )


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _TEXT_CHARACTERS or "\0" in value:
        raise EventMalformedError(f"clerk: no good {name}")
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LAST_MILLISECOND:
        raise EventMalformedError("clerk: no good time")
    return datetime.fromtimestamp(value / 1_000, UTC)
