from enum import Enum


class AlertKind(str, Enum):
    KEY_REFUSED = "KEY_REFUSED"
    PAYMENTS_FAILING = "PAYMENTS_FAILING"
    PROVIDER_FAILING = "PROVIDER_FAILING"
    RECONCILIATION_DIFFERS = "RECONCILIATION_DIFFERS"
    REVIEWS_WAIT = "REVIEWS_WAIT"
    WEBHOOKS_FAILING = "WEBHOOKS_FAILING"


class ApiScope(str, Enum):
    ADMIN = "ADMIN"
    CHAT = "CHAT"
    PURCHASE = "PURCHASE"
    READ = "READ"
    SPEND = "SPEND"


class AutoRefillChoice(str, Enum):
    OFF = "OFF"
    OWN = "OWN"
    STANDARD = "STANDARD"


class AutoRefillMode(str, Enum):
    ADD = "ADD"
    RESET = "RESET"


class AutoRefillUnit(str, Enum):
    DAYS = "DAYS"
    HOURS = "HOURS"
    MINUTES = "MINUTES"
    MONTHS = "MONTHS"
    SECONDS = "SECONDS"
    WEEKS = "WEEKS"


class AutoTopUpState(str, Enum):
    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"
    NEEDS_AUTHENTICATION = "NEEDS_AUTHENTICATION"
    OFF = "OFF"
    WAITING = "WAITING"


class BanSubject(str, Enum):
    ADDRESS = "ADDRESS"
    API_KEY = "API_KEY"
    USER = "USER"


class BlockKind(str, Enum):
    TERM = "TERM"
    USER = "USER"


class BulkGrantStatus(str, Enum):
    CANCELLED = "CANCELLED"
    CANCELLING = "CANCELLING"
    DONE = "DONE"
    RUNNING = "RUNNING"


class CatalogChangeKind(str, Enum):
    CREATED = "CREATED"
    RESTORED = "RESTORED"
    RETIRED = "RETIRED"
    SEEDED = "SEEDED"
    UNMARKED = "UNMARKED"
    UPDATED = "UPDATED"


class ConversationAccess(str, Enum):
    OWN = "OWN"
    READ = "READ"
    WRITE = "WRITE"


class ConversationChangeKind(str, Enum):
    ACCESS_CHANGED = "ACCESS_CHANGED"
    BRANCH_SHOWN = "BRANCH_SHOWN"
    CREATED = "CREATED"
    DELETED = "DELETED"
    MESSAGE_ADDED = "MESSAGE_ADDED"
    MESSAGE_REMOVED = "MESSAGE_REMOVED"
    READ_AGAIN = "READ_AGAIN"
    RENAMED = "RENAMED"
    REPLY_FINISHED = "REPLY_FINISHED"
    SHARED = "SHARED"
    UNSHARED = "UNSHARED"


class DiscountKind(str, Enum):
    FIRST_PURCHASE = "FIRST_PURCHASE"
    PROMO = "PROMO"
    VOLUME = "VOLUME"


class DisputeState(str, Enum):
    LOST = "LOST"
    OPEN = "OPEN"
    WON = "WON"


class Feature(str, Enum):
    API_KEYS = "API_KEYS"
    ATTACHMENTS = "ATTACHMENTS"
    AUTO_REFILL = "AUTO_REFILL"
    AUTO_TOP_UP = "AUTO_TOP_UP"
    BULK_GRANTS = "BULK_GRANTS"
    CATALOG_EDITING = "CATALOG_EDITING"
    EXPORTS = "EXPORTS"
    GIFTS = "GIFTS"
    GUESTS = "GUESTS"
    LOW_BALANCE_NOTICES = "LOW_BALANCE_NOTICES"
    MACHINE_SPEND = "MACHINE_SPEND"
    MODEL_OVERRIDES = "MODEL_OVERRIDES"
    MODERATION = "MODERATION"
    OVERVIEW = "OVERVIEW"
    PROMO_CODES = "PROMO_CODES"
    PROVIDER_KEYS = "PROVIDER_KEYS"
    REFERRALS = "REFERRALS"
    SAVED_CARDS = "SAVED_CARDS"
    SHARING = "SHARING"
    SOCIAL_LOGIN = "SOCIAL_LOGIN"
    SUBSCRIPTIONS = "SUBSCRIPTIONS"
    TEAMS = "TEAMS"
    TICKETS = "TICKETS"
    USAGE_EXPORTS = "USAGE_EXPORTS"
    WEBHOOKS = "WEBHOOKS"


class FinishReason(str, Enum):
    CANCELLED = "CANCELLED"
    CONTENT_FILTER = "CONTENT_FILTER"
    CUT = "CUT"
    LENGTH = "LENGTH"
    STOP = "STOP"
    TIMEOUT = "TIMEOUT"


class FlagCategory(str, Enum):
    ABUSE = "ABUSE"
    HATE = "HATE"
    OTHER = "OTHER"
    PRIVACY = "PRIVACY"
    SELF_HARM = "SELF_HARM"
    SEXUAL = "SEXUAL"
    SPAM = "SPAM"
    VIOLENCE = "VIOLENCE"
    WRONG = "WRONG"


class InvoiceKind(str, Enum):
    PERIOD = "PERIOD"
    UPGRADE = "UPGRADE"


class Language(str, Enum):
    EN = "EN"
    ZH = "ZH"


class MessageDecision(str, Enum):
    KEEP = "KEEP"
    REMOVE = "REMOVE"


class MessageReviewState(str, Enum):
    KEPT = "KEPT"
    OPEN = "OPEN"
    REMOVED = "REMOVED"


class MessageRole(str, Enum):
    ASSISTANT = "ASSISTANT"
    USER = "USER"


class ModelCapability(str, Enum):
    IMAGES = "IMAGES"
    REASONING = "REASONING"
    STRUCTURED_OUTPUT = "STRUCTURED_OUTPUT"
    TOOLS = "TOOLS"


class ModelSort(str, Enum):
    CONTEXT = "CONTEXT"
    ID = "ID"
    NAME = "NAME"
    POPULARITY = "POPULARITY"
    PRICE = "PRICE"


class PaymentGateway(str, Enum):
    RAZORPAY = "RAZORPAY"
    STRIPE = "STRIPE"


class PaymentMethod(str, Enum):
    ALIPAY = "ALIPAY"
    APPLE_PAY = "APPLE_PAY"
    BITCOIN = "BITCOIN"
    CARD = "CARD"
    GOOGLE_PAY = "GOOGLE_PAY"
    NETBANKING = "NETBANKING"
    UPI = "UPI"
    WECHAT_PAY = "WECHAT_PAY"


class PaymentStatus(str, Enum):
    CANCELLED = "CANCELLED"
    DISPUTED = "DISPUTED"
    FAILED = "FAILED"
    PARTIALLY_REFUNDED = "PARTIALLY_REFUNDED"
    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    REFUNDED = "REFUNDED"
    SUCCEEDED = "SUCCEEDED"


class PlanInterval(str, Enum):
    MONTH = "MONTH"
    YEAR = "YEAR"


class PricePolicy(str, Enum):
    ADMIN = "ADMIN"
    COST = "COST"
    DEFAULT_RATE = "DEFAULT_RATE"
    FREE = "FREE"
    TOKENS = "TOKENS"


class PromoKind(str, Enum):
    AMOUNT = "AMOUNT"
    BONUS_TOKENS = "BONUS_TOKENS"
    PERCENT = "PERCENT"


class ProviderKeyStatus(str, Enum):
    DISABLED = "DISABLED"
    REFUSED = "REFUSED"
    RESTING = "RESTING"
    UNREADABLE = "UNREADABLE"
    USABLE = "USABLE"
    USED_UP = "USED_UP"
    WITHOUT_CREDIT = "WITHOUT_CREDIT"
    WITHOUT_PROVIDER = "WITHOUT_PROVIDER"


class ReviewDecision(str, Enum):
    CHECK_AGAIN = "CHECK_AGAIN"
    CREDIT = "CREDIT"
    DISMISS = "DISMISS"
    REFUND = "REFUND"


class ReviewKind(str, Enum):
    EVENT = "EVENT"
    PAYMENT = "PAYMENT"
    SUBSCRIPTION = "SUBSCRIPTION"


class Role(str, Enum):
    ADMIN = "ADMIN"
    GUEST = "GUEST"
    USER = "USER"


class ShareAccess(str, Enum):
    READ = "READ"
    WRITE = "WRITE"


class SubscriptionStatus(str, Enum):
    ACTIVE = "ACTIVE"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    INCOMPLETE = "INCOMPLETE"
    PAST_DUE = "PAST_DUE"


class TeamRole(str, Enum):
    ADMIN = "ADMIN"
    MEMBER = "MEMBER"
    OWNER = "OWNER"


class Theme(str, Enum):
    DARK = "DARK"
    LIGHT = "LIGHT"
    SYSTEM = "SYSTEM"


class TicketFormat(str, Enum):
    JSON = "JSON"
    MARKDOWN = "MARKDOWN"
    PDF = "PDF"


class TicketPriority(str, Enum):
    HIGH = "HIGH"
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    URGENT = "URGENT"


class TimeBucket(str, Enum):
    DAY = "DAY"
    HOUR = "HOUR"
    MONTH = "MONTH"
    WEEK = "WEEK"


class TokenSource(str, Enum):
    ADMIN = "ADMIN"
    ANONYMOUS = "ANONYMOUS"
    CLAIM = "CLAIM"
    GIFT = "GIFT"
    PROMO = "PROMO"
    PURCHASE = "PURCHASE"
    REFERRAL = "REFERRAL"
    REFILL = "REFILL"
    REFUND = "REFUND"
    SUBSCRIPTION = "SUBSCRIPTION"
    WELCOME = "WELCOME"


class UsageCounter(str, Enum):
    LOCAL = "LOCAL"
    PROVIDER = "PROVIDER"
    RECORD = "RECORD"


class UsageExportFormat(str, Enum):
    CSV = "CSV"
    JSONL = "JSONL"
    XLSX = "XLSX"


class UsageExportState(str, Enum):
    CANCELLED = "CANCELLED"
    CUT = "CUT"
    DONE = "DONE"
    READY = "READY"
    RUNNING = "RUNNING"


class UsageGrouping(str, Enum):
    KIND = "KIND"
    MEMBER = "MEMBER"
    MODEL = "MODEL"
    PROVIDER = "PROVIDER"


class UsageKind(str, Enum):
    CHAT = "CHAT"
    EXTERNAL = "EXTERNAL"
    TICKET = "TICKET"


class UserSort(str, Enum):
    BALANCE = "BALANCE"
    EMAIL = "EMAIL"
    LAST_SEEN = "LAST_SEEN"
    NAME = "NAME"
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    SPENT = "SPENT"


class UserStatus(str, Enum):
    ACTIVE = "ACTIVE"
    ERASED = "ERASED"
    ERASING = "ERASING"
    MERGED = "MERGED"
    SUSPENDED = "SUSPENDED"


class WalletEntryKind(str, Enum):
    CLAIM = "CLAIM"
    DEBIT = "DEBIT"
    FORFEIT = "FORFEIT"
    FREEZE = "FREEZE"
    GRANT = "GRANT"
    HOLD = "HOLD"
    RECLAIM = "RECLAIM"
    REFILL = "REFILL"
    RELEASE = "RELEASE"
    RENEW = "RENEW"
    REVOKE = "REVOKE"
    SETTLE = "SETTLE"
    SET_AVAILABLE = "SET_AVAILABLE"
    SPEND = "SPEND"
    UNFREEZE = "UNFREEZE"


class WebhookDeliveryState(str, Enum):
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    PENDING = "PENDING"


class WebhookDisabledReason(str, Enum):
    ADMIN = "ADMIN"
    FAILING = "FAILING"
    GONE = "GONE"


class WebhookEventType(str, Enum):
    BALANCE_CHANGED = "BALANCE_CHANGED"
    BALANCE_LOW = "BALANCE_LOW"
    DISPUTE_LOST = "DISPUTE_LOST"
    DISPUTE_OPENED = "DISPUTE_OPENED"
    DISPUTE_WON = "DISPUTE_WON"
    PAYMENT_FAILED = "PAYMENT_FAILED"
    PAYMENT_REFUNDED = "PAYMENT_REFUNDED"
    PAYMENT_SUCCEEDED = "PAYMENT_SUCCEEDED"
    SUBSCRIPTION_CANCELLED = "SUBSCRIPTION_CANCELLED"
    SUBSCRIPTION_EXPIRED = "SUBSCRIPTION_EXPIRED"
    SUBSCRIPTION_PAID = "SUBSCRIPTION_PAID"
    SUBSCRIPTION_PAST_DUE = "SUBSCRIPTION_PAST_DUE"
    SUBSCRIPTION_STARTED = "SUBSCRIPTION_STARTED"
    USER_ACTIVATED = "USER_ACTIVATED"
    USER_CREATED = "USER_CREATED"
    USER_DELETED = "USER_DELETED"
    USER_SUSPENDED = "USER_SUSPENDED"
    WEBHOOK_TEST = "WEBHOOK_TEST"
