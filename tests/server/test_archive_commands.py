"""What `tokentill reset` and `backup` refuse; `tests/database/archive` tries the archive itself."""

from pathlib import Path

from database.archive.reading import RESTORING
from database.setup import Database
from settings import Settings
from tests.support.command import tokentill


def environment_of(settings: Settings) -> dict[str, str]:
    assert settings.mongodb_uri is not None
    return {
        "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
        "MONGODB_DATABASE": settings.mongodb_database,
        "ENVIRONMENT": "production",
        "PUBLIC_URL": "https://tokens.example",
        "JWT_SECRET": "s" * 32,
        "STRIPE_SECRET_KEY": "sk_live_1",
        "STRIPE_PUBLISHABLE_KEY": "pk_live_1",
        "STRIPE_WEBHOOK_SECRET": "whsec_1",
    }


async def test_in_production_only_a_restore_that_was_broken_off_is_reset(
    database: Database, settings: Settings
) -> None:
    await database["tickets"].insert_one({"_id": "tkt_1"})
    refused = tokentill("reset", "--yes", env=environment_of(settings))
    assert (refused.returncode, refused.stderr.strip()) == (2, "ENVIRONMENT is production: nothing is removed.")
    assert await database["tickets"].count_documents({}) == 1
    await database[RESTORING].insert_one({"_id": "restore"})
    done = tokentill("reset", "--yes", env=environment_of(settings))
    assert done.returncode == 0, done.stderr
    assert await database.list_collection_names() == []


async def test_a_backup_takes_no_other_file_for_its_own(database: Database, settings: Settings, tmp_path: Path) -> None:
    kept, part = tmp_path / "kept", tmp_path / "backup.part"
    kept.write_text("Another file.")
    part.symlink_to(kept)
    refused = tokentill("backup", str(tmp_path / "backup"), env=environment_of(settings))
    assert refused.returncode == 3
    assert "File exists" in refused.stderr
    assert (kept.read_text(), part.is_symlink()) == ("Another file.", True)
