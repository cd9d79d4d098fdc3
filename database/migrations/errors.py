"""Why a database is not brought up to date."""

__all__ = ["LeaseLostError", "MigrationError"]


class MigrationError(Exception):
    """The database cannot be used by this version as it is. The message says what to do."""


class LeaseLostError(MigrationError):
    """Another server migrates now."""

    def __init__(self) -> None:
        super().__init__("Another server has taken the migration over; it goes on there")
