"""Every service of one server process, wired once and passed to each request."""

from dataclasses import dataclass

from services.account.languages import Languages
from services.account.profile import Profiles
from services.adjustments import Adjustments
from services.admin.log import AuditLog
from services.alerts import Alerts
from services.allowances import Allowances
from services.api_keys.service import ApiKeys
from services.auto_top_up import AutoTopUps
from services.bulk_grants import BulkGrants
from services.catalog.catalogs import Catalogs
from services.catalog.models import ModelCatalog
from services.catalog.override_editing import ModelOverrides
from services.catalog.packages import PackageSource
from services.chat import ChatService, ConversationFeed, ConversationService, Estimates
from services.claims import ClaimService
from services.client_settings import ClientSettings
from services.clock import Clock
from services.customers import CustomerService
from services.erasure import Erasures
from services.events import EventRecorder, EventTail
from services.export import Exports
from services.identity.role_changes import RoleChanges
from services.identity.service import IdentityService
from services.identity.suspension import Suspensions
from services.ledger import Ledger
from services.ledger.feed import BalanceFeed
from services.ledger.wallet_entries import WalletEntries
from services.low_balance import LowBalanceFeed, LowBalances
from services.moderation import Moderation
from services.outgoing_webhooks import BulkReplays, Deliveries, WebhookEndpoints, WebhookSender
from services.overview import Overviews, Quarters
from services.payments import Payments
from services.promotions.service import Promotions
from services.provider_keys import ProviderKeys
from services.rate_limits import RateLimits
from services.receipts import Receipts
from services.reconciliation import Reconciliation
from services.refills import Refills
from services.reversals import Reversals
from services.reviews import Reviews
from services.sales import Sales
from services.saved_cards import SavedCardService
from services.sharing import Sharing
from services.sign_in import Clerk, SignIns
from services.spending import Spending
from services.subscriptions import Plans, Subscriptions
from services.teams import Teams
from services.tickets import Tickets
from services.usage import UsageService
from services.usage_export import UsageExports
from services.user_list import UserList
from services.user_list.figures import FigureKeeper
from settings import Settings

__all__ = ["Services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What resolvers and webhooks may call. Built by `server.container`; one field a subject."""

    settings: Settings
    clock: Clock
    ledger: Ledger
    identity: IdentityService
    profiles: Profiles
    languages: Languages
    exports: Exports
    erasures: Erasures
    adjustments: Adjustments
    api_keys: ApiKeys
    audit_log: AuditLog
    bulk_grants: BulkGrants
    sign_ins: SignIns
    clerk: Clerk
    claims: ClaimService
    catalogs: Catalogs
    client_settings: ClientSettings
    packages: PackageSource
    payments: Payments
    promotions: Promotions
    customers: CustomerService
    saved_cards: SavedCardService
    provider_keys: ProviderKeys
    rate_limits: RateLimits
    receipts: Receipts
    reconciliation: Reconciliation
    auto_top_ups: AutoTopUps
    refills: Refills
    reversals: Reversals
    reviews: Reviews
    sales: Sales
    plans: Plans
    role_changes: RoleChanges
    spending: Spending
    subscriptions: Subscriptions
    alerts: Alerts
    allowances: Allowances
    moderation: Moderation
    model_catalog: ModelCatalog
    model_overrides: ModelOverrides
    chat: ChatService
    estimates: Estimates
    conversations: ConversationService
    sharing: Sharing
    conversation_feed: ConversationFeed
    suspensions: Suspensions
    teams: Teams
    tickets: Tickets
    overviews: Overviews
    quarters: Quarters
    usage: UsageService
    usage_exports: UsageExports
    user_figures: FigureKeeper
    user_list: UserList
    balance_feed: BalanceFeed
    low_balances: LowBalances
    low_balance_feed: LowBalanceFeed
    events: EventRecorder
    event_tail: EventTail
    wallet_entries: WalletEntries
    webhook_endpoints: WebhookEndpoints
    webhook_deliveries: Deliveries
    webhook_replays: BulkReplays
    webhook_sender: WebhookSender
