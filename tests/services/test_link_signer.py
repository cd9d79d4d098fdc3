"""One signer for all links: each purpose has a key of its own. What changes a link is in receipts/test_links.py."""

from datetime import UTC, datetime

import pytest

from services.link_signer import LinkSigner, LinkState
from tests.support.clock import MovableClock

SECRET = "a signing secret of more than 32 characters"


def signer(purpose: str) -> LinkSigner:
    return LinkSigner(purpose, signing_secret=SECRET, life_seconds=900, clock=MovableClock())


def test_a_signature_is_good_for_its_purpose_alone():
    made = signer("ticket-links").sign("tkt_1", "pdf")
    assert made.expires_at == datetime(2026, 3, 1, 12, 15, tzinfo=UTC)
    found = [
        signer(purpose).judge("tkt_1", "pdf", expires=str(made.expires), signature=made.signature)
        for purpose in ("ticket-links", "receipt-links")
    ]
    assert found == [LinkState.GOOD, LinkState.FORGED]


@pytest.mark.parametrize("parts", [("tkt_1p", "df"), ("tkt_1", "pdf", ""), ("tkt_1pdf",), ("pdf", "tkt_1")])
def test_no_character_moves_from_one_part_to_the_next(parts):
    made = signer("ticket-links").sign("tkt_1", "pdf")
    judged = signer("ticket-links").judge(*parts, expires=str(made.expires), signature=made.signature)
    assert judged is LinkState.FORGED


def test_links_that_were_given_out_before_stay_good():
    """The two purposes as they were signed when each had a signer of its own, with this secret, for 1772367300."""
    given = {
        "receipt-links": (("pay_01abc", "zh"), "24b8e1fd871772ff97d0630a3083bd8aacfe977cfd63ecbe7dab6cac0db2eb95"),
        "ticket-links": (("tkt_01abc", "pdf"), "58bb89408225908f7fa5d61ea94b9d4ac5e14689bcc9787f968d69afc72db85b"),
    }
    for purpose, (parts, signature) in given.items():
        assert signer(purpose).judge(*parts, expires="1772367300", signature=signature) is LinkState.GOOD
