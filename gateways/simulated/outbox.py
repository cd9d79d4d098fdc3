"""The table of webhook deliveries: what is to be sent, and what became of it.

A delivery is `pending` (due at a time), `held` (a test holds it back), `delivered` (the receiver said 2xx) or `failed`
(every attempt was used up).
"""

import random
from dataclasses import dataclass
from typing import Any

from gateways.simulated.store import Store

__all__ = ["Delivery", "Outbox"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to the webhook address."""

    id: int
    event_id: str
    type: str
    attempts: int


class Outbox:
    """Reads and writes the deliveries of a store."""

    def __init__(self, store: Store) -> None:
        self._db = store.connection

    def add(self, event_id: str, event_type: str, *, now: float, held: bool = False, times: int = 1) -> list[int]:
        """Put `times` deliveries of one event into the queue; gives their ids."""
        row = (event_id, event_type, "held" if held else "pending", now, now)
        insert = "INSERT INTO deliveries (event_id, type, state, attempts, due, created) VALUES (?, ?, ?, 0, ?, ?)"
        return [int(self._db.execute(insert, row).lastrowid or 0) for _ in range(times)]

    def due(self, *, now: float, limit: int) -> list[Delivery]:
        """Pending deliveries whose time has come, oldest first."""
        rows = self._db.execute(
            "SELECT id, event_id, type, attempts FROM deliveries WHERE state = 'pending' AND due <= ?"
            " ORDER BY due, id LIMIT ?",
            (now, limit),
        )
        return [Delivery(row["id"], row["event_id"], row["type"], row["attempts"]) for row in rows]

    def next_due(self) -> float | None:
        """When the next pending delivery is due, in Unix seconds; None when there is none."""
        found = self._db.execute("SELECT min(due) FROM deliveries WHERE state = 'pending'").fetchone()[0]
        return None if found is None else float(found)

    def start(self, delivery_id: int, *, retry_at: float) -> None:
        """Count an attempt before it is made; if it is lost with the process, the delivery is due again then."""
        self._db.execute("UPDATE deliveries SET attempts = attempts + 1, due = ? WHERE id = ?", (retry_at, delivery_id))

    def finish(self, delivery_id: int, state: str, *, status: int | None, error: str | None, due: float) -> None:
        """Note what the receiver said; `state` pending means that another attempt follows at `due`."""
        self._db.execute(
            "UPDATE deliveries SET state = ?, last_status = ?, last_error = ?, due = ? WHERE id = ?",
            (state, status, error, due, delivery_id),
        )

    def release(self, *, now: float, seed: int | None) -> int:
        """Send what is held, in order, or shuffled by `seed`; gives how many there were."""
        ids = [row["id"] for row in self._db.execute("SELECT id FROM deliveries WHERE state = 'held' ORDER BY id")]
        if seed is not None:
            random.Random(seed).shuffle(ids)  # noqa: S311 - an order for tests, not a secret
        for place, delivery_id in enumerate(ids):
            due = now - 1 + place / 1_000_000
            self._db.execute("UPDATE deliveries SET state = 'pending', due = ? WHERE id = ?", (due, delivery_id))
        return len(ids)

    def find(self, *, event_id: str | None, state: str | None, limit: int) -> list[dict[str, Any]]:
        """Deliveries, newest first."""
        rows = self._db.execute(
            "SELECT id, event_id, type, state, attempts, due, last_status, last_error, created FROM deliveries"
            " WHERE event_id = coalesce(?, event_id) AND state = coalesce(?, state) ORDER BY id DESC LIMIT ?",
            (event_id, state, limit),
        )
        return [dict(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many deliveries there are in each state."""
        rows = self._db.execute("SELECT state, count(*) AS number FROM deliveries GROUP BY state")
        return {row["state"]: row["number"] for row in rows}
