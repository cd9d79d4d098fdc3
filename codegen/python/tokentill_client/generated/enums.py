from ..open_enum import OpenEnum


class AlertKind(OpenEnum):
    KEY_REFUSED = "KEY_REFUSED"
    PAYMENTS_FAILING = "PAYMENTS_FAILING"
    PROVIDER_FAILING = "PROVIDER_FAILING"
    RECONCILIATION_DIFFERS = "RECONCILIATION_DIFFERS"
    REVIEWS_WAIT = "REVIEWS_WAIT"
    WEBHOOKS_FAILING = "WEBHOOKS_FAILING"


class ApiScope(OpenEnum):
    ADMIN = "ADMIN"
    CHAT = "CHAT"
    PURCHASE = "PURCHASE"
    READ = "READ"
    SPEND = "SPEND"


class AutoRefillChoice(OpenEnum):
    OFF = "OFF"
    OWN = "OWN"
    STANDARD = "STANDARD"


class AutoRefillMode(OpenEnum):
    ADD = "ADD"
    RESET = "RESET"


class AutoRefillUnit(OpenEnum):
    DAYS = "DAYS"
    HOURS = "HOURS"
    MINUTES = "MINUTES"
    MONTHS = "MONTHS"
    SECONDS = "SECONDS"
    WEEKS = "WEEKS"


class AutoTopUpState(OpenEnum):
    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"
    NEEDS_AUTHENTICATION = "NEEDS_AUTHENTICATION"
    OFF = "OFF"
    WAITING = "WAITING"


class BanSubject(OpenEnum):
    ADDRESS = "ADDRESS"
    API_KEY = "API_KEY"
    USER = "USER"


class BlockKind(OpenEnum):
    TERM = "TERM"
    USER = "USER"


class BulkGrantStatus(OpenEnum):
    CANCELLED = "CANCELLED"
    CANCELLING = "CANCELLING"
    DONE = "DONE"
    RUNNING = "RUNNING"


class CatalogChangeKind(OpenEnum):
    CREATED = "CREATED"
    RESTORED = "RESTORED"
    RETIRED = "RETIRED"
    SEEDED = "SEEDED"
    UNMARKED = "UNMARKED"
    UPDATED = "UPDATED"


class ConversationAccess(OpenEnum):
    OWN = "OWN"
    READ = "READ"
    WRITE = "WRITE"


class ConversationChangeKind(OpenEnum):
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


class DiscountKind(OpenEnum):
    FIRST_PURCHASE = "FIRST_PURCHASE"
    PROMO = "PROMO"
    VOLUME = "VOLUME"


class DisputeState(OpenEnum):
    LOST = "LOST"
    OPEN = "OPEN"
    WON = "WON"


class Feature(OpenEnum):
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


class FinishReason(OpenEnum):
    CANCELLED = "CANCELLED"
    CONTENT_FILTER = "CONTENT_FILTER"
    CUT = "CUT"
    LENGTH = "LENGTH"
    STOP = "STOP"
    TIMEOUT = "TIMEOUT"


class FlagCategory(OpenEnum):
    ABUSE = "ABUSE"
    HATE = "HATE"
    OTHER = "OTHER"
    PRIVACY = "PRIVACY"
    SELF_HARM = "SELF_HARM"
    SEXUAL = "SEXUAL"
    SPAM = "SPAM"
    VIOLENCE = "VIOLENCE"
    WRONG = "WRONG"


class InvoiceKind(OpenEnum):
    PERIOD = "PERIOD"
    UPGRADE = "UPGRADE"


class Language(OpenEnum):
    EN = "EN"
    ZH = "ZH"


class MessageDecision(OpenEnum):
    KEEP = "KEEP"
    REMOVE = "REMOVE"


class MessageReviewState(OpenEnum):
    KEPT = "KEPT"
    OPEN = "OPEN"
    REMOVED = "REMOVED"


class MessageRole(OpenEnum):
    ASSISTANT = "ASSISTANT"
    USER = "USER"


class ModelCapability(OpenEnum):
    IMAGES = "IMAGES"
    REASONING = "REASONING"
    STRUCTURED_OUTPUT = "STRUCTURED_OUTPUT"
    TOOLS = "TOOLS"


class ModelSort(OpenEnum):
    CONTEXT = "CONTEXT"
    ID = "ID"
    NAME = "NAME"
    POPULARITY = "POPULARITY"
    PRICE = "PRICE"


class PaymentGateway(OpenEnum):
    RAZORPAY = "RAZORPAY"
    STRIPE = "STRIPE"


class PaymentMethod(OpenEnum):
    ALIPAY = "ALIPAY"
    APPLE_PAY = "APPLE_PAY"
    BITCOIN = "BITCOIN"
    CARD = "CARD"
    GOOGLE_PAY = "GOOGLE_PAY"
    NETBANKING = "NETBANKING"
    UPI = "UPI"
    WECHAT_PAY = "WECHAT_PAY"


class PaymentStatus(OpenEnum):
    CANCELLED = "CANCELLED"
    DISPUTED = "DISPUTED"
    FAILED = "FAILED"
    PARTIALLY_REFUNDED = "PARTIALLY_REFUNDED"
    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    REFUNDED = "REFUNDED"
    SUCCEEDED = "SUCCEEDED"


class PlanInterval(OpenEnum):
    MONTH = "MONTH"
    YEAR = "YEAR"


class PricePolicy(OpenEnum):
    ADMIN = "ADMIN"
    COST = "COST"
    DEFAULT_RATE = "DEFAULT_RATE"
    FREE = "FREE"
    TOKENS = "TOKENS"


class PromoKind(OpenEnum):
    AMOUNT = "AMOUNT"
    BONUS_TOKENS = "BONUS_TOKENS"
    PERCENT = "PERCENT"


class ProviderKeyStatus(OpenEnum):
    DISABLED = "DISABLED"
    REFUSED = "REFUSED"
    RESTING = "RESTING"
    UNREADABLE = "UNREADABLE"
    USABLE = "USABLE"
    USED_UP = "USED_UP"
    WITHOUT_CREDIT = "WITHOUT_CREDIT"
    WITHOUT_PROVIDER = "WITHOUT_PROVIDER"


class ReviewDecision(OpenEnum):
    CHECK_AGAIN = "CHECK_AGAIN"
    CREDIT = "CREDIT"
    DISMISS = "DISMISS"
    REFUND = "REFUND"


class ReviewKind(OpenEnum):
    EVENT = "EVENT"
    PAYMENT = "PAYMENT"
    SUBSCRIPTION = "SUBSCRIPTION"


class Role(OpenEnum):
    ADMIN = "ADMIN"
    GUEST = "GUEST"
    USER = "USER"


class ShareAccess(OpenEnum):
    READ = "READ"
    WRITE = "WRITE"


class SubscriptionStatus(OpenEnum):
    ACTIVE = "ACTIVE"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    INCOMPLETE = "INCOMPLETE"
    PAST_DUE = "PAST_DUE"


class TeamRole(OpenEnum):
    ADMIN = "ADMIN"
    MEMBER = "MEMBER"
    OWNER = "OWNER"


class Theme(OpenEnum):
    DARK = "DARK"
    LIGHT = "LIGHT"
    SYSTEM = "SYSTEM"


class TicketFormat(OpenEnum):
    JSON = "JSON"
    MARKDOWN = "MARKDOWN"
    PDF = "PDF"


class TicketPriority(OpenEnum):
    HIGH = "HIGH"
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    URGENT = "URGENT"


class TimeBucket(OpenEnum):
    DAY = "DAY"
    HOUR = "HOUR"
    MONTH = "MONTH"
    WEEK = "WEEK"


class TokenSource(OpenEnum):
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


class UsageCounter(OpenEnum):
    LOCAL = "LOCAL"
    PROVIDER = "PROVIDER"
    RECORD = "RECORD"


class UsageExportFormat(OpenEnum):
    CSV = "CSV"
    JSONL = "JSONL"
    XLSX = "XLSX"


class UsageExportState(OpenEnum):
    CANCELLED = "CANCELLED"
    CUT = "CUT"
    DONE = "DONE"
    READY = "READY"
    RUNNING = "RUNNING"


class UsageGrouping(OpenEnum):
    KIND = "KIND"
    MEMBER = "MEMBER"
    MODEL = "MODEL"
    PROVIDER = "PROVIDER"


class UsageKind(OpenEnum):
    CHAT = "CHAT"
    EXTERNAL = "EXTERNAL"
    TICKET = "TICKET"


class UserSort(OpenEnum):
    BALANCE = "BALANCE"
    EMAIL = "EMAIL"
    LAST_SEEN = "LAST_SEEN"
    NAME = "NAME"
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    SPENT = "SPENT"


class UserStatus(OpenEnum):
    ACTIVE = "ACTIVE"
    ERASED = "ERASED"
    ERASING = "ERASING"
    MERGED = "MERGED"
    SUSPENDED = "SUSPENDED"


class WalletEntryKind(OpenEnum):
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


class WebhookDeliveryState(OpenEnum):
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    PENDING = "PENDING"


class WebhookDisabledReason(OpenEnum):
    ADMIN = "ADMIN"
    FAILING = "FAILING"
    GONE = "GONE"


class WebhookEventType(OpenEnum):
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
