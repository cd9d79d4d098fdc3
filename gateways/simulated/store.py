"""What the simulator remembers: one SQLite database, in memory or in a file."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gateways.simulated.options import SimulatorRefusedError
from settings.private_files import make_private_file

__all__ = ["Store"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created INTEGER NOT NULL,
    customer TEXT, payment_intent TEXT, charge TEXT, type TEXT, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    body BLOB NOT NULL, request_id TEXT NOT NULL, created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, type TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, due REAL NOT NULL, last_status INTEGER, last_error TEXT, created REAL NOT NULL);
CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (state, due);
"""

FILTERS = frozenset({"customer", "payment_intent", "charge", "type"})
_NEWER = "seq > (SELECT seq FROM objects WHERE id = ?)"
_OLDER = "seq < (SELECT seq FROM objects WHERE id = ?)"


class Store:
    """Objects as Stripe's JSON, stored replies, and webhook deliveries. Used from one event loop only.

    Raises SimulatorRefusedError when the file at `path` cannot be used; None keeps all in memory.
    """

    def __init__(self, path: Path | None) -> None:
        try:
            self.connection = _open(path)
        except (sqlite3.Error, OSError) as error:
            raise SimulatorRefusedError(f"The state file {path} cannot be used: {error}") from error
        self.object_count = int(self.connection.execute("SELECT count(*) FROM objects").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; roll back by raising."""
        self.connection.execute("BEGIN IMMEDIATE")
        count = self.object_count
        try:
            yield
        except BaseException:
            self.object_count = count
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def put(self, item: dict[str, Any], *, kind: str | None = None) -> None:
        """Insert or replace by id; the place in lists stays that of the first insert."""
        done = self.connection.execute(
            "UPDATE objects SET kind = ?, created = COALESCE(?, created), customer = ?, payment_intent = ?, body = ? "
            "WHERE id = ?",
            (
                kind or item["object"],
                item.get("created"),  # what remains of a deleted customer has none
                item.get("customer"),
                item.get("payment_intent"),
                json.dumps(item),
                item["id"],
            ),
        )
        if done.rowcount == 0:
            self._insert(item, kind or item["object"])

    def _insert(self, item: dict[str, Any], kind: str) -> None:
        self.connection.execute(
            "INSERT INTO objects (id, kind, created, customer, payment_intent, charge, type, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                item["id"],
                kind,
                item["created"],
                item.get("customer"),
                item.get("payment_intent"),
                item.get("charge"),
                item.get("type"),
                json.dumps(item),
            ),
        )
        self.object_count += 1

    def get(self, kind: str, object_id: str) -> dict[str, Any] | None:
        """The object, or None; a deleted customer is found too."""
        row = self.connection.execute(
            "SELECT body FROM objects WHERE id = ? AND kind IN (?, 'deleted_' || ?)", (object_id, kind, kind)
        ).fetchone()
        return None if row is None else dict(json.loads(row["body"]))

    def find(
        self,
        kind: str,
        *,
        limit: int,
        filters: dict[str, str] | None = None,
        created: dict[str, int] | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> list[dict[str, Any]]:
        """At most `limit` objects, newest first: those older than `after`, or the nearest newer than `before`.

        `created` maps an operator (`<`, `<=`, `>`, `>=`, `=`) to Unix seconds. The caller has checked both names.
        """
        where, values = ["kind = ?"], [kind]
        for column, value in (filters or {}).items():
            where.append(f"{column} = ?")
            values.append(value)
        for operator, seconds in (created or {}).items():
            where.append(f"created {operator} ?")
            values.append(str(seconds))
        for cursor, condition in ((after, _OLDER), (before, _NEWER)):
            if cursor is not None:
                where.append(condition)
                values.append(cursor)
        order = "ASC" if before is not None else "DESC"
        query = f"SELECT body FROM objects WHERE {' AND '.join(where)} ORDER BY seq {order} LIMIT {int(limit)}"  # noqa: S608 - names are from closed sets, values are bound
        found = [json.loads(row["body"]) for row in self.connection.execute(query, values)]
        return found[::-1] if before is not None else found

    def prune(self, *, events_before: int, replies_before: float) -> None:
        """Forget old events with their deliveries, and old replies."""
        self.connection.execute("DELETE FROM replies WHERE created < ?", (replies_before,))
        gone = self.connection.execute("DELETE FROM objects WHERE kind = 'event' AND created < ?", (events_before,))
        self.object_count -= gone.rowcount
        self.connection.execute("DELETE FROM deliveries WHERE created < ?", (events_before,))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def _open(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        make_private_file(path)  # SQLite gives the files beside it the same mode
    # Autocommit, so that the transactions are those that this module begins; the thread is that of the event loop.
    connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _SCHEMA)
    return connection
