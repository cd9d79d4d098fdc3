"""The root fields, one file each. A field is in the API when it stands in one of these lists."""

from strawberry.types.field import StrawberryField

from resolvers.mutations.cancel_purchase import cancel_purchase
from resolvers.mutations.claim import claim
from resolvers.mutations.login import login
from resolvers.mutations.logout import logout
from resolvers.mutations.purchase import purchase
from resolvers.mutations.refresh_session import refresh_session
from resolvers.mutations.register import register
from resolvers.queries.balance import balance
from resolvers.queries.claim_status import claim_status
from resolvers.queries.me import me
from resolvers.queries.packages import packages
from resolvers.queries.payment import payment
from resolvers.queries.payment_methods import payment_methods
from resolvers.queries.purchases import purchases

__all__ = ["MUTATIONS", "QUERIES", "SUBSCRIPTIONS"]

QUERIES: list[StrawberryField] = [balance, claim_status, me, packages, payment, payment_methods, purchases]

MUTATIONS: list[StrawberryField] = [cancel_purchase, claim, login, logout, purchase, refresh_session, register]

SUBSCRIPTIONS: list[StrawberryField] = []
