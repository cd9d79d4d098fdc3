"""A payment choice stands in three places, and in all of them or in none."""

from gateways.stripe.types import STRIPE_TYPES
from models import payment as stored
from schema import payment as graphql


def test_the_graphql_enum_has_the_stored_methods_by_the_same_names():
    assert {each.name: each.value for each in graphql.PaymentMethod} == {
        each.name: each.value for each in stored.PaymentMethod
    }


def test_every_method_is_taken_by_one_type_of_a_gateway():
    taken = [choice for kind in STRIPE_TYPES.values() for choice in kind.choices]
    assert sorted(taken) == sorted(stored.PaymentMethod)
