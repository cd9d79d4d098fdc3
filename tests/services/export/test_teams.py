"""E4, B9: an export holds what the person used of teams' tokens, and nobody else's use."""

from models.ids import new_id
from models.ledger_entry import LedgerEntry
from models.team_member import TeamMember
from services.export.reading import Person, team_charges
from services.ledger import GrantSource, Ledger, UsageRecord
from tests.support.clock import MovableClock


async def test_of_a_teams_charges_ones_own_are_exported_also_after_one_has_left(
    ledger: Ledger, clock: MovableClock
) -> None:
    team, wallet, me = new_id("team"), new_id("wal"), new_id("usr")
    row = {"id": f"{team}:{me}", "team_id": team, "wallet_id": wallet, "user_id": me}
    await TeamMember(**row, role=None, joined_at=clock.now).insert()
    await ledger.grant(wallet, "test:grant", source=GrantSource.ADMIN, amount=100)
    for number, user in enumerate([me, "usr_other", me]):
        usage = UsageRecord(kind="chat", model=str(number), member_id=user)
        await ledger.spend(wallet, f"test:{number}", amount=1, usage=usage)
    rows = [row async for row in team_charges(LedgerEntry, ["wallet", "usage"], Person(me, new_id("wal")))]
    assert [(row["wallet"], row["usage"]["model"]) for row in rows] == [(wallet, "0"), (wallet, "2")]
