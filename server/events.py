"""Wires what tells people and other systems of what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from database.setup import Database
from gateways.attachments.urls import UrlRules
from gateways.outgoing_webhooks import WebhookPoster
from gateways.plugins import HookPlugin
from services.admin.actions import AdminActions
from services.clock import Clock
from services.events import EventRecorder, EventTail
from services.hooks import HookRunner
from services.ledger import Ledger
from services.low_balance import LowBalanceFeed, LowBalanceMails, LowBalances
from services.mail import Outbox
from services.outgoing_webhooks import BulkReplays, Deliveries, DeliveryRouter, WebhookEndpoints, WebhookSender
from services.outgoing_webhooks.admin_changes import AdminChanges
from services.outgoing_webhooks.secrets import WebhookSecrets
from services.sealing import Sealing
from settings import Settings

__all__ = ["EventServices", "event_services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventServices:
    """Named as in `Services`; the server itself starts and stops `hooks`."""

    hooks: HookRunner
    low_balances: LowBalances
    low_balance_feed: LowBalanceFeed
    events: EventRecorder
    event_tail: EventTail
    webhook_endpoints: WebhookEndpoints
    webhook_deliveries: Deliveries
    webhook_replays: BulkReplays
    webhook_sender: WebhookSender


def event_services(
    *,
    settings: Settings,
    database: Database,
    clock: Clock,
    ledger: Ledger,
    outbox: Outbox,
    sealing: Sealing,
    hooks: Sequence[tuple[str, HookPlugin]] = (),
) -> EventServices:
    """All of them, with the hooks of plug-ins. Nothing is connected yet."""
    poster = WebhookPoster(UrlRules(settings.webhook_private_origins), timeout_seconds=settings.webhook_timeout_seconds)
    secrets = WebhookSecrets(sealing, clock)
    actions = AdminActions(clock)
    changes = AdminChanges(actions, clock)
    router = DeliveryRouter(clock)
    runner = HookRunner(router, hooks)
    recorder = EventRecorder(runner, clock)
    low_balances = LowBalances(
        ledger=ledger,
        recorder=recorder,
        router=runner,
        mails=LowBalanceMails(settings=settings, outbox=outbox),
        clock=clock,
        default_threshold=settings.low_balance_tokens,
    )
    return EventServices(
        hooks=runner,
        low_balances=low_balances,
        low_balance_feed=LowBalanceFeed(database),
        events=recorder,
        event_tail=EventTail(database, recorder, low_balances, clock),
        webhook_endpoints=WebhookEndpoints(poster, secrets, changes, clock),
        webhook_deliveries=Deliveries(recorder, router, changes, clock),
        webhook_replays=BulkReplays(actions, clock),
        webhook_sender=WebhookSender(
            poster, secrets, clock, disable_after=timedelta(days=settings.webhook_disable_after_days)
        ),
    )
