"""A payment choice stands in three places, and in all of them or in none."""

from gateways.razorpay.methods import RAZORPAY_METHODS
from gateways.stripe.types import STRIPE_TYPES
from models import payment as stored
from schema import payment as graphql


def test_the_graphql_enum_has_the_stored_methods_by_the_same_names():
    assert {each.name: each.value for each in graphql.PaymentMethod} == {
        each.name: each.value for each in stored.PaymentMethod
    }


def test_every_method_is_taken_by_a_gateway_and_by_one_row_of_its_table():
    stripe = [choice for kind in STRIPE_TYPES.values() for choice in kind.choices]
    razorpay = [row.choice for row in RAZORPAY_METHODS]
    assert len(stripe) == len(set(stripe))
    assert len(razorpay) == len(set(razorpay))
    assert {*stripe, *razorpay} == set(stored.PaymentMethod)
