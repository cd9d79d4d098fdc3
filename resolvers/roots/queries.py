"""The queries, one file each in `resolvers/queries/`. One is in the API when it stands in this list."""

from strawberry.types.field import StrawberryField

from resolvers.queries.alerts import alerts
from resolvers.queries.all_invoices import all_invoices
from resolvers.queries.all_payments import all_payments
from resolvers.queries.all_teams import all_teams
from resolvers.queries.allowance import allowance
from resolvers.queries.api_keys import api_keys
from resolvers.queries.audit_log import audit_log
from resolvers.queries.auto_refill import auto_refill
from resolvers.queries.auto_top_up import auto_top_up
from resolvers.queries.balance import balance
from resolvers.queries.bans import bans
from resolvers.queries.blocks import blocks
from resolvers.queries.bulk_grant_preview import bulk_grant_preview
from resolvers.queries.bulk_grants import bulk_grants
from resolvers.queries.catalog_packages import catalog_packages
from resolvers.queries.catalog_plans import catalog_plans
from resolvers.queries.claim_status import claim_status
from resolvers.queries.client_settings import client_settings
from resolvers.queries.conversation import conversation
from resolvers.queries.conversation_usage import conversation_usage
from resolvers.queries.conversations import conversations
from resolvers.queries.estimate import estimate
from resolvers.queries.export_my_data import export_my_data
from resolvers.queries.flagged_messages import flagged_messages
from resolvers.queries.gifts import gifts
from resolvers.queries.low_balance_notice import low_balance_notice
from resolvers.queries.me import me
from resolvers.queries.messages import messages
from resolvers.queries.model_overrides import model_overrides
from resolvers.queries.models import models
from resolvers.queries.overview import overview
from resolvers.queries.package_history import package_history
from resolvers.queries.packages import packages
from resolvers.queries.payment import payment
from resolvers.queries.payment_methods import payment_methods
from resolvers.queries.payments_for_review import payments_for_review
from resolvers.queries.plan_history import plan_history
from resolvers.queries.plans import plans
from resolvers.queries.price_quote import price_quote
from resolvers.queries.price_versions import price_versions
from resolvers.queries.promo_codes import promo_codes
from resolvers.queries.provider_keys import provider_keys
from resolvers.queries.purchases import purchases
from resolvers.queries.receipt import receipt
from resolvers.queries.saved_cards import saved_cards
from resolvers.queries.sessions import sessions
from resolvers.queries.sign_in_providers import sign_in_providers
from resolvers.queries.subscription import subscription
from resolvers.queries.team import team
from resolvers.queries.team_invitation import team_invitation
from resolvers.queries.team_invitations import team_invitations
from resolvers.queries.teams import teams
from resolvers.queries.ticket_export import ticket_export
from resolvers.queries.ticket_limits import ticket_limits
from resolvers.queries.tickets import tickets
from resolvers.queries.usage_export import usage_export
from resolvers.queries.usage_history import usage_history
from resolvers.queries.usage_stats import usage_stats
from resolvers.queries.user import user
from resolvers.queries.users import users
from resolvers.queries.wallet import wallet, wallet_entries
from resolvers.queries.webhook_deliveries import webhook_deliveries
from resolvers.queries.webhook_endpoints import webhook_endpoints

__all__ = ["QUERIES"]

QUERIES: list[StrawberryField] = [
    alerts,
    all_invoices,
    all_payments,
    all_teams,
    allowance,
    api_keys,
    audit_log,
    auto_refill,
    auto_top_up,
    balance,
    bans,
    blocks,
    bulk_grant_preview,
    bulk_grants,
    catalog_packages,
    catalog_plans,
    claim_status,
    client_settings,
    conversation,
    conversation_usage,
    conversations,
    estimate,
    export_my_data,
    flagged_messages,
    gifts,
    low_balance_notice,
    me,
    messages,
    model_overrides,
    models,
    overview,
    package_history,
    packages,
    payment,
    payment_methods,
    payments_for_review,
    plan_history,
    plans,
    price_quote,
    price_versions,
    promo_codes,
    provider_keys,
    purchases,
    receipt,
    saved_cards,
    sessions,
    sign_in_providers,
    subscription,
    team,
    team_invitation,
    team_invitations,
    teams,
    ticket_export,
    ticket_limits,
    tickets,
    usage_export,
    usage_history,
    usage_stats,
    user,
    users,
    wallet,
    wallet_entries,
    webhook_deliveries,
    webhook_endpoints,
]
