"""Endpoints that admins make, change, delete, and give new secrets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from gateways.outgoing_webhooks import WebhookPoster
from messages import Phrase
from models.ids import new_id
from models.webhook_endpoint import DisabledReason, WebhookEndpoint
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.events.event import EventType
from services.outgoing_webhooks.admin_changes import AdminChanges
from services.outgoing_webhooks.errors import OutgoingWebhooksUnavailableError, TooManyEndpointsError
from services.outgoing_webhooks.secrets import WebhookSecrets

__all__ = ["EndpointOrder", "NewSecret", "WebhookEndpoints"]

MOST_ENDPOINTS = 20
_MOST_URL_CHARACTERS = 2_048
_MOST_DESCRIPTION_CHARACTERS = 200

_away_is_unavailable = database_errors_become(OutgoingWebhooksUnavailableError)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointOrder:
    """What an admin asks for; nothing here is checked yet. None: as it is."""

    url: str | None = None
    description: str | None = None
    event_types: Sequence[EventType] | None = None
    enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class NewSecret:
    """An endpoint, and the secret that it has from now on, shown this once."""

    endpoint: WebhookEndpoint
    secret: str


class WebhookEndpoints:
    """One for a process. `admin_id` is a user's id."""

    def __init__(self, poster: WebhookPoster, secrets: WebhookSecrets, changes: AdminChanges, clock: Clock) -> None:
        self._poster = poster
        self._secrets = secrets
        self._changes = changes
        self._clock = clock

    @_away_is_unavailable
    async def all(self) -> list[WebhookEndpoint]:
        """The oldest first; there are 20 at most."""
        return await WebhookEndpoint.find({}).sort("+_id").limit(MOST_ENDPOINTS).to_list()

    @_away_is_unavailable
    async def create(self, admin_id: str, order: EndpointOrder) -> NewSecret:
        """A new endpoint.

        Raises InvalidInputError, also when there is one of this address, TooManyEndpointsError, SealingOffError.
        """
        values = self._checked(order)
        endpoint_id = new_id("whe")
        secret, shown = self._secrets.new(endpoint_id)
        endpoint = WebhookEndpoint(
            id=endpoint_id,
            url=values["url"],
            description=values.get("description", ""),
            event_types=values.get("event_types", []),
            created_at=self._clock(),
        )

        async def change(session: AsyncClientSession) -> None:
            if await _rows().count_documents({}, limit=MOST_ENDPOINTS, session=session) >= MOST_ENDPOINTS:
                raise TooManyEndpointsError(MOST_ENDPOINTS)
            document = endpoint.model_dump(by_alias=True, exclude={"revision_id"})
            await _insert_or_refuse(document, session)
            await self._secrets.put(secret, session)

        await self._changes.make(admin_id, "create_webhook_endpoint", endpoint_id, {"after": values}, change)
        return NewSecret(endpoint, shown)

    @_away_is_unavailable
    async def update(self, admin_id: str, endpoint_id: str, order: EndpointOrder) -> WebhookEndpoint:
        """Change what is given; an endpoint that is enabled begins anew. Raises as `create`, and NotFoundError."""
        stored = await self._stored(endpoint_id)
        values = self._checked(order)
        details = {"before": {name: getattr(stored, name) for name in values}, "after": values}
        if order.enabled is not None:
            values |= {
                "disabled_reason": None if order.enabled else DisabledReason.ADMIN.value,
                "disabled_at": None if order.enabled else self._clock(),
                "failing_since": None,
            }

        async def change(session: AsyncClientSession) -> None:
            await _change_or_refuse(endpoint_id, {"$set": values}, session)

        if values:
            await self._changes.make(admin_id, "update_webhook_endpoint", endpoint_id, details, change)
        return await self._stored(endpoint_id)

    @_away_is_unavailable
    async def delete(self, admin_id: str, endpoint_id: str) -> None:
        """Send nothing more to it; its secret is gone, its deliveries stay in the log. Raises NotFoundError."""
        stored = await self._stored(endpoint_id)

        async def change(session: AsyncClientSession) -> None:
            await _rows().delete_one({"_id": endpoint_id}, session=session)
            await self._secrets.remove(endpoint_id, session)

        await self._changes.make(
            admin_id, "delete_webhook_endpoint", endpoint_id, {"before": {"url": stored.url}}, change
        )

    @_away_is_unavailable
    async def rotate(self, admin_id: str, endpoint_id: str) -> NewSecret:
        """A new secret. The one before it signs, too, for 24 hours; one that was before that, no more.

        Raises NotFoundError, SealingOffError.
        """
        await self._stored(endpoint_id)
        secret, shown = self._secrets.new(endpoint_id)

        async def change(session: AsyncClientSession) -> None:
            await _change_or_refuse(endpoint_id, {"$set": {"rotated_at": self._clock()}}, session)
            await self._secrets.put(secret, session)

        await self._changes.make(admin_id, "rotate_webhook_secret", endpoint_id, {}, change)
        return NewSecret(await self._stored(endpoint_id), shown)

    async def complete(self, limit: int) -> int:
        """See AdminChanges. Raises PyMongoError."""
        return await self._changes.complete(limit)

    async def _stored(self, endpoint_id: str) -> WebhookEndpoint:
        found = await WebhookEndpoint.find_one({"_id": endpoint_id})
        if found is None:
            raise NotFoundError("endpoint")
        return found

    def _checked(self, order: EndpointOrder) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if order.url is not None:
            if len(order.url) > _MOST_URL_CHARACTERS or not self._poster.accepts(order.url):
                raise InvalidInputError("url", "must be https:// and a public host, or of WEBHOOK_PRIVATE_ORIGINS")
            values["url"] = order.url
        if order.description is not None:
            text = order.description.strip()
            if len(text) > _MOST_DESCRIPTION_CHARACTERS or not text.isprintable():
                problem = Phrase("must have at most {most} characters", most=_MOST_DESCRIPTION_CHARACTERS)
                raise InvalidInputError("description", problem)
            values["description"] = text
        if order.event_types is not None:
            values["event_types"] = sorted({each.value for each in order.event_types})
        if order.enabled is not None:
            values["enabled"] = order.enabled
        return values


async def _insert_or_refuse(document: Mapping[str, Any], session: AsyncClientSession) -> None:
    try:
        await _rows().insert_one(document, session=session)
    except DuplicateKeyError:
        raise InvalidInputError("url", "is an endpoint's already") from None


async def _change_or_refuse(endpoint_id: str, change: Mapping[str, Any], session: AsyncClientSession) -> None:
    try:
        done = await _rows().update_one({"_id": endpoint_id}, change, session=session)
    except DuplicateKeyError:
        raise InvalidInputError("url", "is an endpoint's already") from None
    if done.matched_count == 0:
        raise NotFoundError("endpoint")


def _rows() -> Any:
    return WebhookEndpoint.get_pymongo_collection()
