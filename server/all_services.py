"""Every service of a server process, and what each is built of."""

from limits.aio.storage import Storage

from database.clock import DatabaseClock
from database.setup import Database
from gateways.from_settings import amount_limits_from_settings
from gateways.mail import mail_sender_from_settings
from gateways.payment_gateways import PaymentGateways
from gateways.plugins.loading import Plugins
from gateways.providers import all_providers, known_servers
from server.erasing import erasures_of
from server.events import event_services
from server.provider_keys import key_testers, providers_in_use
from server.sign_in_services import sign_in_services
from server.usage_exports import usage_exports_of
from services.account.languages import Languages
from services.account.profile import Profiles
from services.adjustments import Adjustments
from services.admin.actions import AdminActions
from services.admin.log import AuditLog
from services.alerts import Alerts
from services.allowances import Allowances
from services.api_keys.service import ApiKeys
from services.auto_top_up import AutoTopUps
from services.bulk_grants import BulkGrants
from services.catalog.catalogs import Catalogs
from services.catalog.models import ModelCatalog
from services.catalog.override_editing import ModelOverrides
from services.chat import Admission, ChatService, ConversationFeed, ConversationService, Estimates
from services.claims import ClaimService
from services.client_settings import ClientSettings
from services.container import Services
from services.customers import CustomerService
from services.export import Exports
from services.hooks import HookRunner
from services.identity.role_changes import RoleChanges
from services.identity.service import IdentityService
from services.identity.signing_secret import signing_secret
from services.identity.suspension import Suspensions
from services.identity.user_edits import UserEdits
from services.ledger import Ledger
from services.ledger.feed import BalanceFeed
from services.ledger.wallet_entries import WalletEntries
from services.mail import Outbox
from services.moderation import Moderation
from services.overview import Overviews, Quarters
from services.payments import Payments
from services.promotions.service import Promotions
from services.provider_keys import KeyRing, ProviderKeys
from services.rate_limits import RateLimits
from services.receipts import Receipts
from services.reconciliation import Reconciliation
from services.refills import Refills
from services.reversals import Reversals
from services.reviews import Reviews
from services.reviews.effects import ReviewEffects
from services.sales import Sales
from services.saved_cards import SavedCardService
from services.sealing import Sealing
from services.sharing import Sharing
from services.spending import Spending
from services.subscriptions import Plans, Subscriptions
from services.teams import TeamCaps, Teams
from services.tickets import Tickets
from services.tickets.form import TICKET
from services.usage import UsageService
from services.user_list import UserList
from services.user_list.figures import FigureKeeper
from settings import Settings

__all__ = ["all_services"]


def all_services(
    *,
    settings: Settings,
    database: Database,
    clock: DatabaseClock,
    plugins: Plugins,
    gateways: PaymentGateways,
    ledger: Ledger,
    rate_limit_store: Storage,
    sealing: Sealing,
) -> tuple[Services, HookRunner]:
    """The services over these parts, of which none is connected yet, and the hooks of plug-ins that hear of events."""
    catalogs = Catalogs(settings, amount_limits_from_settings(settings, plugins.gateways), clock)
    packages = catalogs.package_source
    key_ring = KeyRing(known_servers(settings), sealing, clock)
    own, added = all_providers(settings, key_ring.of), plugins.providers
    model_catalog = ModelCatalog([*own, *added], settings, clock, in_use=lambda: providers_in_use(key_ring, added))
    customers = CustomerService(gateways, clock)
    saved_cards = SavedCardService(gateways, customers, clock)
    secret = signing_secret(settings)
    outbox = Outbox(mail_sender_from_settings(settings), clock)
    identity = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret=secret, outbox=outbox)
    api_keys = ApiKeys(clock)
    sign_ins, clerk = sign_in_services(
        settings=settings, clock=clock, identity=identity, api_keys=api_keys, signing_secret=secret
    )
    payments = Payments(
        settings=settings,
        clock=clock,
        packages=packages,
        ledger=ledger,
        gateways=gateways,
        receipt_email=identity.receipt_email,
    )
    caps = TeamCaps(clock, offered=settings.teams_enabled)
    teams = Teams(settings=settings, ledger=ledger, outbox=outbox, caps=caps, clock=clock, signing_secret=secret)
    plans = Plans(catalog=catalogs.plan_source, clock=clock)
    allowances = Allowances(plans, settings, clock)
    moderation = Moderation(AdminActions(clock), clock)
    admission = Admission(allowances, moderation, caps, default_tokens=settings.chat_max_tokens)
    chat = ChatService(ledger, model_catalog, settings, clock, admission, [TICKET])
    languages = Languages(clock)
    auto_top_ups = AutoTopUps(
        ledger=ledger,
        packages=packages,
        payments=payments,
        saved_cards=saved_cards,
        gateways=gateways,
        clock=clock,
    )
    subscriptions = Subscriptions(
        settings=settings,
        clock=clock,
        plans=catalogs.plan_source,
        ledger=ledger,
        gateways=gateways,
        customers=customers,
        payments=payments,
    )
    conversations = ConversationService(clock)
    reversals = Reversals(payments=payments, ledger=ledger, gateways=gateways, actions=AdminActions(clock), clock=clock)
    usage = UsageService(database)
    told = event_services(
        settings=settings,
        database=database,
        clock=clock,
        ledger=ledger,
        outbox=outbox,
        sealing=sealing,
        hooks=plugins.hooks,
    )
    services = Services(
        settings=settings,
        clock=clock,
        ledger=ledger,
        identity=identity,
        profiles=Profiles(model_catalog, languages),
        languages=languages,
        exports=Exports(settings, clock, identity.sessions.stands, signing_secret=secret),
        erasures=erasures_of(
            identity=identity,
            api_keys=api_keys,
            conversations=conversations,
            auto_top_ups=auto_top_ups,
            subscriptions=subscriptions,
            payments=payments,
            customers=customers,
            ledger=ledger,
            teams=teams,
            clock=clock,
            signing_secret=secret,
        ),
        adjustments=Adjustments(ledger=ledger, actions=AdminActions(clock), clock=clock),
        api_keys=api_keys,
        audit_log=AuditLog(),
        bulk_grants=BulkGrants(ledger=ledger, actions=AdminActions(clock), clock=clock),
        sign_ins=sign_ins,
        clerk=clerk,
        claims=ClaimService(settings=settings, clock=clock, ledger=ledger),
        catalogs=catalogs,
        client_settings=ClientSettings.of(settings, sign_ins.offered()),
        packages=packages,
        payments=payments,
        promotions=Promotions(clock, packages),
        customers=customers,
        saved_cards=saved_cards,
        auto_top_ups=auto_top_ups,
        rate_limits=RateLimits(settings, clock, rate_limit_store),
        receipts=Receipts(
            settings=settings,
            clock=clock,
            payments=payments,
            gateways=gateways,
            account=identity.profile,
            signing_secret=secret,
        ),
        reconciliation=Reconciliation(
            payments=payments,
            gateways=gateways,
            clock=clock,
            period_hours=settings.reconcile_every_hours,
            lookback_days=settings.reconcile_lookback_days,
        ),
        refills=Refills(settings=settings, clock=clock, ledger=ledger, actions=AdminActions(clock)),
        reversals=reversals,
        sales=Sales(),
        reviews=Reviews(ReviewEffects(payments, reversals), AdminActions(clock), clock),
        plans=plans,
        role_changes=RoleChanges(UserEdits(AdminActions(clock), clock), identity.sessions),
        alerts=Alerts(settings, AdminActions(clock), clock),
        allowances=allowances,
        moderation=moderation,
        spending=Spending(clock=clock, ledger=ledger),
        subscriptions=subscriptions,
        model_catalog=model_catalog,
        provider_keys=ProviderKeys(
            key_ring,
            sealing,
            AdminActions(clock),
            clock,
            testers=key_testers(own),
            cheapest_model=model_catalog.cheapest_of,
        ),
        model_overrides=ModelOverrides(model_catalog, AdminActions(clock), clock),
        chat=chat,
        estimates=Estimates(ledger, model_catalog, settings, clock, admission),
        conversations=conversations,
        sharing=Sharing(clock, signing_secret=secret),
        conversation_feed=ConversationFeed(database),
        teams=teams,
        tickets=Tickets(chat, settings, clock, signing_secret=secret),
        overviews=Overviews(clock),
        quarters=Quarters(clock),
        suspensions=Suspensions(AdminActions(clock), clock),
        usage=usage,
        wallet_entries=WalletEntries(database),
        usage_exports=usage_exports_of(identity, settings, clock, database, signing_secret=secret),
        user_figures=FigureKeeper(database, ledger=ledger, plans=plans, clock=clock),
        user_list=UserList(clock=clock, ledger=ledger, plans=plans, usage=usage),
        balance_feed=BalanceFeed(database, ledger),
        low_balances=told.low_balances,
        low_balance_feed=told.low_balance_feed,
        events=told.events,
        event_tail=told.event_tail,
        webhook_endpoints=told.webhook_endpoints,
        webhook_deliveries=told.webhook_deliveries,
        webhook_replays=told.webhook_replays,
        webhook_sender=told.webhook_sender,
    )
    return services, told.hooks
