"""Which model a user wants where a chat or a ticket names none."""

from typing import Any

from models.user import User

__all__ = ["preferred_model"]


async def preferred_model(user_id: str, *, for_tickets: bool) -> str | None:
    """The model's id, which there may be no more; None when nothing was chosen. Raises PyMongoError."""
    name = "ticket_model" if for_tickets else "chat_model"
    row: dict[str, Any] | None = await User.get_pymongo_collection().find_one(
        {"_id": user_id}, {f"preferences.{name}": True}
    )
    model_id = ((row or {}).get("preferences") or {}).get(name)
    return None if model_id is None else str(model_id)
