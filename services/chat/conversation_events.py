"""What an event of the database says of conversations. Pure rules.

It says what happened, and whom it may concern; whether somebody may hear of it is judged when it is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["PIPELINE", "ChangeKind", "ConversationEvent", "event_of"]


class ChangeKind(StrEnum):
    """What happened to a conversation."""

    CREATED = "created"
    RENAMED = "renamed"
    BRANCH_SHOWN = "branch_shown"
    MESSAGE_ADDED = "message_added"
    REPLY_FINISHED = "reply_finished"
    MESSAGE_REMOVED = "message_removed"
    SHARED = "shared"
    ACCESS_CHANGED = "access_changed"
    UNSHARED = "unshared"
    DELETED = "deleted"
    READ_AGAIN = "read_again"
    """Nothing in particular: others may have been missed until now, and are told from now on."""


@dataclass(frozen=True, slots=True)
class ConversationEvent:
    """`owner_id` is None where it is not known: then it concerns nobody beside who sees that conversation."""

    kind: ChangeKind
    conversation_id: str
    owner_id: str | None = None
    message_id: str | None = None
    person_id: str | None = None
    """With whom it is shared, or not any more; beside the owner, nobody else hears of it."""


_UPDATES = ("title", "shown_branch", "deleted_at", "deleted_by", "user_id", "ended_for", "access")
"""Fields whose change says something."""
_FIELDS = ("conversation_id", "owner_id", "user_id", "role")

PIPELINE: Sequence[Mapping[str, Any]] = (
    {
        "$match": {
            "$or": [
                {"operationType": "insert", "ns.coll": {"$in": ["conversations", "messages"]}},
                {
                    "operationType": "update",
                    "ns.coll": "messages",
                    "updateDescription.updatedFields.removed_at": {"$exists": True},
                },
                {
                    "operationType": "update",
                    "ns.coll": {"$in": ["conversations", "conversation_shares"]},
                    "$or": [{f"updateDescription.updatedFields.{field}": {"$exists": True}} for field in _UPDATES],
                },
            ]
        }
    },
    {
        "$project": {
            "operationType": True,
            "ns.coll": True,
            "documentKey._id": True,
            **{f"updateDescription.updatedFields.{field}": True for field in _UPDATES},
            **{f"fullDocument.{field}": True for field in _FIELDS},
        }
    },
)
"""Of a change stream over the database that looks updated documents up. No text comes with it but titles."""


def event_of(change: Mapping[str, Any]) -> ConversationEvent | None:
    """What a change that the pipeline lets through says; None for nothing."""
    key, document = change["documentKey"]["_id"], change.get("fullDocument") or {}
    updated = change.get("updateDescription", {}).get("updatedFields", {})
    match change["ns"]["coll"], change["operationType"]:
        case "messages", "insert":
            kind = ChangeKind.MESSAGE_ADDED if document["role"] == "user" else ChangeKind.REPLY_FINISHED
            return ConversationEvent(kind, document["conversation_id"], document["user_id"], key)
        case "messages", "update" if document:  # else it has gone with its conversation since
            return ConversationEvent(ChangeKind.MESSAGE_REMOVED, document["conversation_id"], document["user_id"], key)
        case "conversations", "insert":
            return ConversationEvent(ChangeKind.CREATED, key, document["user_id"])
        case "conversations", "update":
            return _of_conversation(key, updated, document)
        case "conversation_shares", "update":
            return _of_share(updated, document)
    return None


def _of_conversation(
    conversation_id: str, updated: Mapping[str, Any], document: Mapping[str, Any]
) -> ConversationEvent | None:
    if "deleted_at" in updated:  # the document may be gone already
        return ConversationEvent(ChangeKind.DELETED, conversation_id, updated.get("deleted_by"))
    if "title" in updated:
        return ConversationEvent(ChangeKind.RENAMED, conversation_id, document.get("user_id"))
    if "shown_branch" in updated:
        return ConversationEvent(ChangeKind.BRANCH_SHOWN, conversation_id, document.get("user_id"))
    if "user_id" in updated:  # a guest's, who signed in to this account
        return ConversationEvent(ChangeKind.CREATED, conversation_id, updated["user_id"])
    return None


def _of_share(updated: Mapping[str, Any], document: Mapping[str, Any]) -> ConversationEvent | None:
    if not document:
        return None
    kind, person = ChangeKind.ACCESS_CHANGED, document.get("user_id")
    if updated.get("ended_for") is not None:
        kind, person = ChangeKind.UNSHARED, updated["ended_for"]
    elif updated.get("user_id") is not None:
        kind = ChangeKind.SHARED
    elif "access" not in updated:
        return None
    if person is None:
        return None  # an invitation that nobody has accepted
    return ConversationEvent(kind, document["conversation_id"], document["owner_id"], person_id=person)
