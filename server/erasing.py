"""Puts together what deletes accounts: it has to reach nearly everything."""

from services.admin.actions import AdminActions
from services.api_keys.service import ApiKeys
from services.auto_top_up import AutoTopUps
from services.chat import ConversationService
from services.clock import Clock
from services.customers import CustomerService
from services.erasure import ErasureMarks, Erasures, ErasureSteps
from services.identity.erased_addresses import ErasedAddresses
from services.identity.service import IdentityService
from services.ledger import Ledger
from services.payments import Payments
from services.subscriptions import Subscriptions
from services.teams import Teams

__all__ = ["erasures_of"]


def erasures_of(
    *,
    identity: IdentityService,
    api_keys: ApiKeys,
    conversations: ConversationService,
    auto_top_ups: AutoTopUps,
    subscriptions: Subscriptions,
    payments: Payments,
    customers: CustomerService,
    ledger: Ledger,
    teams: Teams,
    clock: Clock,
    signing_secret: str,
) -> Erasures:
    """Of these services; `signing_secret` is that of `identity`."""
    actions = AdminActions(clock)
    return Erasures(
        marks=ErasureMarks(actions, ErasedAddresses(signing_secret=signing_secret, clock=clock), clock),
        steps=ErasureSteps(
            sessions=identity.sessions,
            api_keys=api_keys,
            conversations=conversations,
            auto_top_ups=auto_top_ups,
            subscriptions=subscriptions,
            payments=payments,
            customers=customers,
            ledger=ledger,
            teams=teams,
            clock=clock,
        ),
        proofs=identity.proofs,
        ledger=ledger,
        actions=actions,
        clock=clock,
    )
