"""The root fields, one file each. A field is in the API when it stands in one of these lists."""

from strawberry.types.field import StrawberryField

__all__ = ["MUTATIONS", "QUERIES", "SUBSCRIPTIONS"]

QUERIES: list[StrawberryField] = []

MUTATIONS: list[StrawberryField] = []

SUBSCRIPTIONS: list[StrawberryField] = []
