"""Beanie documents, one collection a file. `ALL` lists them for set-up."""

from beanie import Document

from models.account_export import AccountExport
from models.account_link import AccountLink
from models.active_day import ActiveDay
from models.admin_action import AdminAction
from models.alert import Alert
from models.allowance import Allowance
from models.api_key import ApiKey
from models.attempt_count import AttemptCount
from models.auto_top_up import AutoTopUp, AutoTopUpChange
from models.ban import Ban
from models.block import Block
from models.bulk_grant import BulkGrant
from models.card_setup import CardSetup
from models.catalog import Catalog
from models.catalog_version import CatalogVersion
from models.chat_outcome import ChatOutcome
from models.chat_quarter import ChatDay, ChatQuarter
from models.clerk_event import ClerkEvent
from models.conversation import Conversation
from models.conversation_share import ConversationShare
from models.customer import Customer
from models.erased_address import ErasedAddress
from models.external_identity import ExternalIdentity
from models.first_purchase import FirstPurchase
from models.followed_reply import FollowedReply
from models.generation import Generation
from models.guest_count import GuestCount
from models.ledger_entry import LedgerEntry
from models.ledger_snapshot import LedgerSnapshot
from models.low_balance import LowBalance
from models.message import Message
from models.message_flag import MessageFlag
from models.migration import Migration
from models.model_override import ModelOverride
from models.outgoing_event import OutgoingEvent
from models.outgoing_mail import OutgoingMail
from models.payment import Payment
from models.price_version import PriceVersion
from models.promo_code import PromoCode
from models.promo_redemption import PromoRedemption
from models.provider_key import ProviderKey, ProviderKeyRest, ProviderKeyUse
from models.rate_count import RateCount
from models.receipt import Receipt
from models.referral import Referral
from models.refund import Refund
from models.relayed_text import RelayedText
from models.running_usage import RunningUsage
from models.scheduled_run import ScheduledRun
from models.session import Session
from models.sign_in import SignIn
from models.signing_key import SigningKey
from models.stream_position import StreamPosition
from models.subscription import Subscription
from models.subscription_change import SubscriptionChange
from models.subscription_invoice import SubscriptionInvoice
from models.sweep_cursor import SweepCursor
from models.team import Team
from models.team_invitation import TeamInvitation
from models.team_member import TeamMember
from models.ticket import Ticket
from models.usage_day import UsageDay
from models.usage_export import UsageExport
from models.usage_run import UsageRun
from models.user import User
from models.webhook_delivery import WebhookDelivery
from models.webhook_endpoint import WebhookEndpoint
from models.webhook_event import WebhookEvent
from models.webhook_secret import WebhookSecret

ALL: list[type[Document]] = [
    AccountExport,
    AccountLink,
    ActiveDay,
    AdminAction,
    Alert,
    Allowance,
    ApiKey,
    AttemptCount,
    AutoTopUp,
    AutoTopUpChange,
    Ban,
    Block,
    BulkGrant,
    CardSetup,
    ChatDay,
    ChatOutcome,
    ChatQuarter,
    Catalog,
    CatalogVersion,
    ClerkEvent,
    Conversation,
    ConversationShare,
    Customer,
    ErasedAddress,
    ExternalIdentity,
    FirstPurchase,
    FollowedReply,
    Generation,
    GuestCount,
    LedgerEntry,
    LedgerSnapshot,
    LowBalance,
    Message,
    MessageFlag,
    Migration,
    ModelOverride,
    OutgoingEvent,
    OutgoingMail,
    Payment,
    PriceVersion,
    PromoCode,
    PromoRedemption,
    ProviderKey,
    ProviderKeyRest,
    ProviderKeyUse,
    RateCount,
    Receipt,
    Referral,
    Refund,
    RelayedText,
    RunningUsage,
    ScheduledRun,
    Session,
    SigningKey,
    SignIn,
    StreamPosition,
    Subscription,
    SubscriptionChange,
    SubscriptionInvoice,
    SweepCursor,
    Team,
    TeamInvitation,
    TeamMember,
    Ticket,
    UsageDay,
    UsageExport,
    UsageRun,
    User,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
]
