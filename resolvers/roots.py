"""The root fields, one file each. A field is in the API when it stands in one of these lists."""

from strawberry.types.field import StrawberryField

from resolvers.mutations.claim import claim
from resolvers.mutations.login import login
from resolvers.mutations.logout import logout
from resolvers.mutations.refresh_session import refresh_session
from resolvers.mutations.register import register
from resolvers.queries.balance import balance
from resolvers.queries.claim_status import claim_status
from resolvers.queries.me import me

__all__ = ["MUTATIONS", "QUERIES", "SUBSCRIPTIONS"]

QUERIES: list[StrawberryField] = [balance, claim_status, me]

MUTATIONS: list[StrawberryField] = [claim, login, logout, refresh_session, register]

SUBSCRIPTIONS: list[StrawberryField] = []
