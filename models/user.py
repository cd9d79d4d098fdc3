"""Users: who may sign in, and which wallet is theirs."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from messages import Language
from models.fields import Int64Amount, UtcDatetime
from models.guest_record import GuestRecord
from models.ids import new_id
from models.user_refill import UserRefill

_NEWEST = [("created_at", DESCENDING), ("_id", DESCENDING)]


class Role(StrEnum):
    """What a user may do."""

    GUEST = "guest"
    """Came without an account: has neither e-mail nor password."""
    USER = "user"
    ADMIN = "admin"


class UserStatus(StrEnum):
    """Whether a user may act."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    MERGED = "merged"
    """A guest who signed in to an account, which has the conversations now. It never acts again."""
    ERASING = "erasing"
    """They are deleted: who they were is gone from here, and a sweeper removes the rest."""
    ERASED = "erased"
    """Nothing of the person is left; the row goes on owning the wallet."""


class Theme(StrEnum):
    """How a client should look."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Preferences(BaseModel):
    """What a user chose once and for all. None: nothing was chosen."""

    theme: Theme | None = None
    language: Language | None = None
    """What sentences and mails are in when a request does not say."""
    chat_model: str | None = None
    """The model of chats that name none; passed over while there is no such model."""
    ticket_model: str | None = None
    """The same, for tickets."""


class UserFigures(BaseModel):
    """What lists of users are sorted and filtered by; a copy of what the ledger and the subscriptions say.

    `services/user_list/figures.py` keeps it, and says how old it may be. Whoever needs to know asks the ledger.
    """

    available: Int64Amount
    """Tokens that could be spent."""
    spent: Int64Amount
    """Tokens that were ever spent."""
    seq: Int64Amount
    """The wallet's entry that it was read from."""
    plan_id: str
    plan_until: UtcDatetime | None = None
    """When that plan ends if it is not paid for again; None: never."""
    at: UtcDatetime
    """When it was read."""


class User(Document):
    """One person. The ledger knows only `wallet_id`; names and addresses stand nowhere else."""

    id: str = Field(default_factory=lambda: new_id("usr"))  # type: ignore[assignment]
    email: str | None
    """Normalised: trimmed, in lower case. None for a guest, and for one who was erased."""
    email_verified_at: UtcDatetime | None = None
    """When the user proved that mail to the address reaches them; None when that was never proved."""
    name: str
    name_folded: str | None = None
    """The name in one form of every letter, to sort by. None: not made yet; a sweeper makes it."""
    name_words: list[str] = []
    """The words of the name as searches find them; none of a guest's, and of who is deleted."""
    avatar_url: str | None = None
    """An https address that the user named. The server never asks for it."""
    password_hash: str | None
    """Argon2id; None for who signs in another way alone."""
    role: Role = Role.USER
    status: UserStatus = UserStatus.ACTIVE
    wallet_id: str = Field(default_factory=lambda: new_id("wal"))
    referral_code: str | None = None
    """What others name at sign-up to be referred by this user; made at sign-up, or when it is first asked for."""
    referred_by: str | None = None
    """The user whose code was named at sign-up."""
    welcome_granted: bool = False
    """Whether the welcome grant is in the ledger; a sweeper completes it after a crash."""
    ways_in_changes: int = 0
    """Counted up by whatever takes a way to sign in away, so that two of these never both take the last."""
    preferences: Preferences = Preferences()
    created_at: UtcDatetime
    last_seen_at: UtcDatetime | None = None
    """When they last signed in, or a client of theirs renewed its tokens or used an API key."""
    figures: UserFigures | None = None
    token_version: int = 0
    """Goes up when all sessions end at once; a session that was opened at another version has ended."""
    kept_session_id: str | None = None
    """The one session that the last of these ends spared."""
    customer_due_at: UtcDatetime | None = None
    """When a sweeper makes the user a customer at the payment gateways; None when that is done, or was never asked."""
    erasing_since: UtcDatetime | None = None
    erasure_due_at: UtcDatetime | None = None
    """When a sweeper goes on with the erasure; None when there is none, or it is done."""
    erasure_effect: str | None = None
    """The effect id of the admin's action that asked for it; None where the user did."""

    refill: UserRefill = UserRefill()
    guest: GuestRecord | None = None
    """Of a guest, and of an account that was one."""

    class Settings:
        name = "users"
        indexes: ClassVar = [
            IndexModel(
                [("email", ASCENDING)],
                name="email_once",
                unique=True,
                # Not `$type`: MongoDB then finds nobody by it unless the query names the type, too.
                partialFilterExpression={"email": {"$gt": ""}},
            ),
            IndexModel([("wallet_id", ASCENDING)], name="wallet_unique", unique=True),
            IndexModel(
                [("referral_code", ASCENDING)],
                name="referral_code_unique",
                unique=True,
                partialFilterExpression={"referral_code": {"$type": "string"}},
            ),
            IndexModel(_NEWEST, name="newest"),
            IndexModel([("last_seen_at", DESCENDING), ("_id", DESCENDING)], name="last_seen"),
            IndexModel([("figures.available", DESCENDING), ("_id", DESCENDING)], name="by_available"),
            IndexModel([("figures.spent", DESCENDING), ("_id", DESCENDING)], name="by_spent"),
            IndexModel([("figures.plan_id", ASCENDING)], name="by_plan"),
            IndexModel([("name_folded", ASCENDING), ("_id", ASCENDING)], name="by_name"),
            IndexModel([("name_words", ASCENDING)], name="name_words"),
            IndexModel([("status", ASCENDING), *_NEWEST], name="newest_by_status"),
            IndexModel([("role", ASCENDING), *_NEWEST], name="newest_by_role"),
            IndexModel([("role", ASCENDING)], name="admins", partialFilterExpression={"role": Role.ADMIN.value}),
            IndexModel(
                [("created_at", ASCENDING)],
                name="welcome_pending",
                partialFilterExpression={"welcome_granted": False},
            ),
            IndexModel(
                [("guest.device_hash", ASCENDING)],
                name="device_once",
                unique=True,
                partialFilterExpression={"guest.device_hash": {"$gt": ""}},
            ),
            IndexModel(
                [("guest.due_at", ASCENDING)],
                name="guest_due",
                partialFilterExpression={"guest.due_at": {"$type": "date"}},
            ),
            IndexModel(
                [("customer_due_at", ASCENDING)],
                name="customer_due",
                partialFilterExpression={"customer_due_at": {"$type": "date"}},
            ),
            IndexModel(
                [("erasure_due_at", ASCENDING)],
                name="erasure_due",
                partialFilterExpression={"erasure_due_at": {"$type": "date"}},
            ),
            IndexModel([("role", ASCENDING), ("refill.schedule", ASCENDING)], name="refill_schedule"),
            IndexModel(
                [("refill.due_at", ASCENDING)],
                name="refill_due",
                partialFilterExpression={"refill.due_at": {"$type": "date"}},
            ),
        ]
