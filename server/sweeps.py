"""What a server does again and again, and how often: mostly finishing what a crash or a lost answer left behind."""

import structlog
from pymongo.errors import PyMongoError

from database.clock import DatabaseClock
from server.background import Background
from services.container import Services
from services.ledger.sweeper import HoldSweeper

__all__ = ["start_sweeps"]

_log = structlog.get_logger(__name__)

CLOCK_SECONDS = 30
ADMIN_SWEEP_SECONDS = 30
ALERT_SWEEP_SECONDS = 60
BULK_GRANT_SECONDS = 2
FIGURES_SECONDS = 5
HOLD_SWEEP_SECONDS = 5
WELCOME_SWEEP_SECONDS = 60
GUEST_SWEEP_SECONDS = 15
MAIL_SWEEP_SECONDS = 2
MAIL_LONGEST_SECONDS = 300.0
"""A mail server may be slow with each of them."""
PAYMENT_SWEEP_SECONDS = 15
SUBSCRIPTION_SWEEP_SECONDS = 60
CHAT_SWEEP_SECONDS = 10
CONVERSATION_SWEEP_SECONDS = 60
CATALOG_SWEEP_SECONDS = 60
PROMOTION_SWEEP_SECONDS = 60
MODERATION_SWEEP_SECONDS = 60
CUSTOMER_SWEEP_SECONDS = 5
OVERVIEW_SWEEP_SECONDS = 60
ERASURE_SWEEP_SECONDS = 5
ERASURE_LONGEST_SECONDS = 600.0
"""Somebody may have very many conversations; what is not done by then is gone on with."""
REFILL_SWEEP_SECONDS = 5
REFILL_SWEEP_ROWS = 1_000
"""Of whole intervals many may fall due together."""
RECONCILE_LOOK_SECONDS = 60
"""How often a server looks whether the scheduled reconciliation is due."""
RECONCILE_LONGEST_SECONDS = 6 * 3_600.0
AUTO_TOP_UP_SWEEP_SECONDS = 2
USAGE_SWEEP_SECONDS = 5
EVENT_SWEEP_SECONDS = 10
LOW_BALANCE_SWEEP_SECONDS = 10
SUSPENSION_SECONDS = 2
"""A suspended user's replies end within 5 s."""
SWEEP_ROWS = 100
WEBHOOK_SWEEP_SECONDS = 1
BAN_SECONDS = 2
"""So long a ban on another server may take to be heard of here."""


def start_sweeps(background: Background, services: Services, *, holds: HoldSweeper, clock: DatabaseClock) -> None:
    """Begin all of it; `background` ends it."""
    background.every(CLOCK_SECONDS, lambda: _refresh(clock), name="clock")
    background.every(ALERT_SWEEP_SECONDS, services.alerts.sweep, name="alerts")
    background.every(HOLD_SWEEP_SECONDS, holds.sweep, name="holds")
    background.every(WELCOME_SWEEP_SECONDS, lambda: services.identity.complete_welcomes(SWEEP_ROWS), name="welcomes")
    background.every(GUEST_SWEEP_SECONDS, lambda: services.identity.guests.sweep(SWEEP_ROWS), name="guests")
    background.every(
        MAIL_SWEEP_SECONDS,
        lambda: services.identity.send_mails(SWEEP_ROWS),
        name="mails",
        longest_seconds=MAIL_LONGEST_SECONDS,
    )
    background.every(PAYMENT_SWEEP_SECONDS, lambda: services.payments.complete_payments(SWEEP_ROWS), name="payments")
    background.every(CATALOG_SWEEP_SECONDS, lambda: services.catalogs.complete(SWEEP_ROWS), name="catalogues")
    background.every(PROMOTION_SWEEP_SECONDS, lambda: services.promotions.complete(SWEEP_ROWS), name="promotions")
    background.every(MODERATION_SWEEP_SECONDS, lambda: services.moderation.complete(SWEEP_ROWS), name="block list")
    background.every(
        MODERATION_SWEEP_SECONDS, lambda: services.provider_keys.complete(SWEEP_ROWS), name="provider keys"
    )
    background.every(ADMIN_SWEEP_SECONDS, lambda: services.adjustments.complete(SWEEP_ROWS), name="adjustments")
    background.every(ADMIN_SWEEP_SECONDS, lambda: services.bulk_grants.complete(SWEEP_ROWS), name="begun bulk grants")
    background.every(BULK_GRANT_SECONDS, services.bulk_grants.sweep, name="bulk grants")
    background.every(FIGURES_SECONDS, services.user_figures.sweep, name="figures of users", longest_seconds=300.0)
    background.every(ADMIN_SWEEP_SECONDS, lambda: services.suspensions.complete(SWEEP_ROWS), name="changes of users")
    background.every(CUSTOMER_SWEEP_SECONDS, lambda: services.customers.complete_sign_ups(SWEEP_ROWS), name="customers")
    background.every(
        OVERVIEW_SWEEP_SECONDS, lambda: services.quarters.sweep(SWEEP_ROWS), name="overview", longest_seconds=300.0
    )
    services.balance_feed.listen(services.auto_top_ups.notice)
    services.balance_feed.listen(services.usage.notice)
    background.every(USAGE_SWEEP_SECONDS, lambda: services.usage.sweep(SWEEP_ROWS), name="usage")
    background.every(
        RECONCILE_LOOK_SECONDS,
        services.reconciliation.run_if_due,
        name="reconciliation",
        longest_seconds=RECONCILE_LONGEST_SECONDS,
    )
    background.every(AUTO_TOP_UP_SWEEP_SECONDS, lambda: services.auto_top_ups.sweep(SWEEP_ROWS), name="auto-top-ups")
    services.event_tail.start()
    background.every(EVENT_SWEEP_SECONDS, lambda: services.events.sweep(SWEEP_ROWS), name="events")
    background.every(LOW_BALANCE_SWEEP_SECONDS, lambda: services.low_balances.sweep(SWEEP_ROWS), name="low balances")
    background.every(WEBHOOK_SWEEP_SECONDS, services.webhook_sender.sweep, name="webhooks")
    background.every(
        MODERATION_SWEEP_SECONDS, lambda: services.webhook_endpoints.complete(SWEEP_ROWS), name="webhook endpoints"
    )
    background.every(
        MODERATION_SWEEP_SECONDS, lambda: services.webhook_replays.complete(SWEEP_ROWS), name="webhook replays"
    )
    background.every(
        SUBSCRIPTION_SWEEP_SECONDS,
        lambda: services.subscriptions.complete_subscriptions(SWEEP_ROWS),
        name="subscriptions",
    )
    background.every(REFILL_SWEEP_SECONDS, lambda: services.refills.sweep(REFILL_SWEEP_ROWS), name="refills")
    background.every(MODERATION_SWEEP_SECONDS, lambda: services.refills.complete(SWEEP_ROWS), name="chosen refills")
    background.every(PAYMENT_SWEEP_SECONDS, lambda: services.reversals.complete(SWEEP_ROWS), name="reversals")
    background.every(MODERATION_SWEEP_SECONDS, lambda: services.reviews.complete(SWEEP_ROWS), name="reviews")
    background.every(
        ERASURE_SWEEP_SECONDS,
        lambda: services.erasures.sweep(SWEEP_ROWS),
        name="erasures",
        longest_seconds=ERASURE_LONGEST_SECONDS,
    )
    background.every(SUSPENSION_SECONDS, lambda: _stop_chats_of_suspended(services), name="suspensions")
    background.every(CHAT_SWEEP_SECONDS, lambda: services.chat.recover(SWEEP_ROWS), name="chats")
    background.every(BAN_SECONDS, services.rate_limits.refresh, name="bans")
    background.every(MODERATION_SWEEP_SECONDS, lambda: services.rate_limits.complete(SWEEP_ROWS), name="lifted bans")
    background.every(
        CONVERSATION_SWEEP_SECONDS,
        lambda: services.conversations.complete_deletions(SWEEP_ROWS),
        name="conversations",
    )
    background.every(
        MODERATION_SWEEP_SECONDS, lambda: services.moderation.complete_reviews(SWEEP_ROWS), name="message reviews"
    )


async def _stop_chats_of_suspended(services: Services) -> None:
    """Every server ends the replies that it runs itself, read by somebody or not."""
    services.chat.stop_those_of(await services.identity.suspended(services.chat.running_users()))


async def _refresh(clock: DatabaseClock) -> None:
    try:
        await clock.refresh()
    except PyMongoError as error:
        _log.warning("clock_not_refreshed", error=type(error).__name__)
