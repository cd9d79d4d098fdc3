from pathlib import Path

from tests.support.command import tokentill
from tests.support.server import LiveServer


def test_promo_codes_by_command(live_server: LiveServer) -> None:
    folder = ["--data-dir", str(live_server.data_dir)]
    made = tokentill("create-promo-code", "spring-26", "--amount", "CNY=500", "--total-cap", "50", *folder)
    assert (made.returncode, made.stdout) == (0, "SPRING-26\t500 CNY off\t0 of 50\ton\n"), made.stderr
    again = tokentill("create-promo-code", "SPRING-26", "--percent", "5", *folder)
    assert (again.returncode, again.stdout) == (2, "")
    assert "There is a promo code of this name already" in again.stderr
    ends = ["--ends-at", "2030-01-01", "--minimum", "CNY=2000"]
    changed = tokentill("update-promo-code", "Spring-26", *ends, *folder)
    assert changed.stdout == "SPRING-26\t500 CNY off\t0 of 50\tuntil 2030-01-01 00:00 UTC\n", changed.stderr
    assert tokentill("update-promo-code", "spring-26", "--no-active", *folder).stdout.endswith("\toff\n")
    # Other tests may have made codes on the same server.
    assert "SPRING-26\t500 CNY off\t0 of 50\toff" in tokentill("promo-codes", *folder).stdout.splitlines()


def test_what_makes_no_sense_is_told(live_server: LiveServer, tmp_path: Path) -> None:
    folder = ["--data-dir", str(live_server.data_dir)]
    for wrong in (["--percent", "101"], ["--amount", "CNY"], []):
        assert tokentill("create-promo-code", "WRONG", *wrong, *folder).returncode == 2
    assert tokentill("update-promo-code", "NO_SUCH_CODE", "--no-active", *folder).returncode == 2
    assert tokentill("promo-codes", "--data-dir", str(tmp_path / "typo")).returncode == 3
