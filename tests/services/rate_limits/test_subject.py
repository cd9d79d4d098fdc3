import pytest

from models.api_key import ApiScope
from models.ban import SubjectKind
from models.user import Role
from services.identity.viewer import Viewer
from services.rate_limits.operations import GROUPS, OperationLimits
from services.rate_limits.subject import UNKNOWN_ADDRESS, Subject, address_subject, caller_subject
from services.rate_limits.window import Limit
from settings import SettingsError


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("2001:db8:0:1::", "2001:db8:0:1::/64"),
        ("2001:db8:0:2::1", "2001:db8:0:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_an_address_is_counted_by_what_one_customer_has(address: str, value: str) -> None:
    assert address_subject(address) == Subject(SubjectKind.ADDRESS, value)


@pytest.mark.parametrize("address", [None, "", "testclient", "192.0.2", "1" * 100])
def test_what_is_no_address_is_counted_together(address: str | None) -> None:
    assert address_subject(address) == UNKNOWN_ADDRESS


def test_a_call_is_counted_by_its_key_or_else_by_its_user() -> None:
    by_session = Viewer("usr_1", "wal_1", Role.USER, "ses_1")
    by_key = Viewer("usr_1", "wal_1", Role.USER, "key_1", frozenset({ApiScope.READ}))
    assert caller_subject(by_session) == Subject(SubjectKind.USER, "usr_1")
    assert caller_subject(by_key) == Subject(SubjectKind.API_KEY, "key_1")


def test_fields_of_one_group_are_counted_together_and_each_call_once() -> None:
    limits = OperationLimits({"chat": "5/minute"})
    assert list(limits.of({"chat": 2, "generateTicket": 1, "balance": 9})) == [(Limit("chat", 5, 60), False, 3)]
    assert list(limits.of({"login": 15})) == [(Limit("sign_in", 30, 900), True, 15)]


def test_the_rate_of_a_group_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="RATE_LIMIT_OPERATIONS: there is no group chats; there are sign_in"):
        OperationLimits({"chats": "5/minute"})


def test_no_field_is_in_two_groups() -> None:
    fields = [field for group in GROUPS.values() for field in group.fields]
    assert len(fields) == len(set(fields))
