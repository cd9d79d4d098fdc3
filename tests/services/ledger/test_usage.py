"""The canonical record of usage: what is stored of it and what is hashed."""

from services.ledger import UsageRecord
from services.ledger.commands import Spend
from services.ledger.entries import input_hash

USAGE = UsageRecord(kind="chat", model="m", input_tokens=3, rates={"input": 1_000_000})
MEMBERS = UsageRecord(kind="chat", model="m", input_tokens=3, rates={"input": 1_000_000}, member_id="usr_1")


def hash_of_spend(usage):
    return input_hash("spend", Spend(7, usage).fingerprint())


def test_what_was_added_later_leaves_the_hash_of_an_older_request_as_it_was():
    # Taken from the code of before `images` and `member_id`.
    assert hash_of_spend(USAGE) == "e81964814a098af943aedd683b826c8605f4b9f587898131cdc367a22f91ca01"
    assert not {"images", "member_id"} & USAGE.to_document().keys()


def test_who_spent_from_a_team_is_stored_and_is_part_of_the_request():
    assert MEMBERS.to_document() == USAGE.to_document() | {"member_id": "usr_1"}
    assert UsageRecord.from_document(MEMBERS.to_document()) == MEMBERS
    assert hash_of_spend(MEMBERS) != hash_of_spend(USAGE)
