from datetime import datetime, timedelta

from database.setup import Database
from models.admin_action import AdminAction
from models.ban import Ban, SubjectKind
from services.admin.actions import AdminActions
from services.clock import system_clock
from services.rate_limits.bans import Bans
from services.rate_limits.subject import address_subject
from settings import Settings
from tests.support.command import tokentill


async def test_bans_are_listed_and_ended_by_command(database: Database, settings: Settings) -> None:
    assert settings.mongodb_uri is not None
    uri = settings.mongodb_uri.get_secret_value()
    env = {"MONGODB_URI": uri, "MONGODB_DATABASE": settings.mongodb_database}
    until: datetime = await Bans(AdminActions(system_clock), system_clock).ban(
        address_subject("2001:db8::7"), "anonymous"
    )
    (ban,) = await Ban.find().to_list()
    listed = tokentill("bans", env=env)
    columns = [ban.id, "address", "2001:db8::/64", "anonymous", "1", f"{until:%Y-%m-%d %H:%M} UTC"]
    assert listed.stdout.strip().split("\t") == columns, listed.stderr
    ended = tokentill("unban", "2001:db8::8", env=env)  # another address of the same network
    assert ended.stdout == "2001:db8::/64 is not banned any more.\n", ended.stderr
    assert await Ban.find({"until": {"$gt": until - timedelta(minutes=4)}}).count() == 0
    row = await AdminAction.find_one({"target_id": ban.id})
    assert row is not None
    assert (row.admin_id, row.details["kind"]) == ("command line", SubjectKind.ADDRESS.value)
    assert row.details.keys() == {"kind", "limit", "since"}
