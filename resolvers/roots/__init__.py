"""The root fields: what stands in these lists is in the API.

`access.py` says who may have each, and `type_access.py` who may have what they give.
"""

from resolvers.roots.mutations import MUTATIONS
from resolvers.roots.queries import QUERIES
from resolvers.roots.subscriptions import SUBSCRIPTIONS

__all__ = ["MUTATIONS", "QUERIES", "SUBSCRIPTIONS"]
