import json

from tests.support.command import tokentill
from tests.support.server import LiveServer


def test_a_mutation_by_command_and_the_list_that_shows_it(live_server: LiveServer) -> None:
    folder = ["--data-dir", str(live_server.data_dir)]
    create = ["admin", "create-promo-code", "--code", "by-admin", "--amounts", "currency=CNY,amount=500"]
    made = tokentill(*create, "--total-cap", "50", *folder)
    assert made.returncode == 0, made.stderr
    lines = made.stdout.splitlines()
    assert {"promoCode.name\tBY-ADMIN", "promoCode.totalCap\t50", "promoCode.active\tyes"} <= set(lines)
    changed = tokentill("admin", "update-promo-code", "--code", "by-admin", "--total-cap", "null", "--json", *folder)
    assert json.loads(changed.stdout)["promoCode"]["totalCap"] is None
    listed = tokentill("admin", "promo-codes", "--first", "100", *folder)
    header, *rows = listed.stdout.splitlines()
    assert header.split()[:3] == ["id", "name", "kind"]
    assert ["BY-ADMIN", "AMOUNT"] in [row.split()[1:3] for row in rows]


def test_a_refusal_tells_the_key_for_another_try(live_server: LiveServer) -> None:
    refund = ["admin", "refund-payment", "--payment-id", "pay_none", "--reason", "Asked for", "--json"]
    refused = tokentill(*refund, "--idempotency-key", "r-1", "--data-dir", str(live_server.data_dir))
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["code"] == "NOT_FOUND"
    assert refused.stderr == "NOT_FOUND: There is no such payment. To try again: --idempotency-key r-1\n"


def test_a_value_that_the_schema_refuses_runs_nothing(live_server: LiveServer) -> None:
    wrong = ["admin", "update-promo-code", "--code", "BY-ADMIN", "--starts-at", "yesterday"]
    refused = tokentill(*wrong, "--data-dir", str(live_server.data_dir))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("BAD_USER_INPUT: Variable '$input' has invalid value at .startsAt: Expected")


def test_what_is_no_field_for_admins_is_no_command() -> None:
    assert tokentill("admin", "balance").returncode == 2
