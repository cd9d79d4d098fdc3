"""Why a backup is not made or not restored."""

__all__ = ["ArchiveError", "DatabaseNotEmptyError", "SnapshotGoneError"]


class ArchiveError(Exception):
    """The file is no archive of ours, or not whole. The message says what is wrong with it."""


class DatabaseNotEmptyError(ArchiveError):
    """A restore goes into an empty database only."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The database {name} is not empty; restore into another one, or empty it first")


class SnapshotGoneError(ArchiveError):
    """The moment that was being backed up is not kept any more."""

    def __init__(self) -> None:
        super().__init__(
            "The backup took longer than MongoDB keeps its snapshot: raise minSnapshotHistoryWindowInSeconds "
            "(300 unless set), or back up by MongoDB's own means"
        )
