"""Beanie documents, one collection a file. `ALL` lists them for set-up."""

from beanie import Document

from models.ledger_entry import LedgerEntry
from models.ledger_snapshot import LedgerSnapshot
from models.payment import Payment
from models.session import Session
from models.sweep_cursor import SweepCursor
from models.user import User
from models.webhook_event import WebhookEvent

ALL: list[type[Document]] = [LedgerEntry, LedgerSnapshot, Payment, Session, SweepCursor, User, WebhookEvent]
