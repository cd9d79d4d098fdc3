"""docs/payments.md tells whoever sets up Stripe's dashboard what this code needs."""

import re
from pathlib import Path

from starlette.applications import Starlette

from gateways.stripe.events import EVENTS_TO_SELECT
from gateways.stripe.version import STRIPE_API_VERSION

PAGE = (Path(__file__).parents[3] / "docs" / "payments.md").read_text("utf-8")
SET_UP = PAGE.split("### Set it up, step by step")[1].split("\n### ")[0]


def test_the_events_to_select_are_those_that_are_handled():
    listed = re.findall(r"^   ([a-z_]+(?:\.[a-z_]+)+)$", SET_UP, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == set(EVENTS_TO_SELECT)


def test_whoever_handles_an_object_gets_events_about_it(app: Starlette) -> None:
    events_about = {
        "charge": "charge.refunded",
        "checkout.session": "checkout.session.",
        "dispute": "charge.dispute.",
        "invoice": "invoice.",
        "refund": "refund.",
        "subscription": "customer.subscription.",
    }
    handlers = app.state.container.services.payments._parts.handlers
    handled = handlers._handlers.keys() - {"order"}  # that one is Razorpay's
    assert handled <= events_about.keys()
    assert {
        each for each in handled if not any(name.startswith(events_about[each]) for name in EVENTS_TO_SELECT)
    } == set()


def test_the_version_to_choose_is_the_one_that_is_pinned():
    assert re.findall(r"API version `([^`]+)`", SET_UP) == [STRIPE_API_VERSION]
