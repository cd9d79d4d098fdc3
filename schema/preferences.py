"""What a user chose once and for all."""

from enum import Enum
from typing import Self

import strawberry

from models import user as stored
from schema.money import Language

__all__ = ["Preferences", "Theme"]


@strawberry.enum(description="How a client should look.")
class Theme(Enum):
    LIGHT = strawberry.enum_value("light", description="Dark on light.")
    DARK = strawberry.enum_value("dark", description="Light on dark.")
    SYSTEM = strawberry.enum_value("system", description="As the device does.")


@strawberry.type(description="What a user chose once and for all.")
class Preferences:
    theme: Theme = strawberry.field(description="How a client should look; SYSTEM when nothing was chosen.")
    language: Language | None = strawberry.field(
        description="What sentences and mails are in when a request has no Accept-Language. Null: English."
    )
    chat_model_id: strawberry.ID | None = strawberry.field(
        description="The model of chats that name none. One that is gone, or that the plan does not have, is passed "
        "over. Null: the server's default."
    )
    ticket_model_id: strawberry.ID | None = strawberry.field(description="The same, of `generateTicket`.")

    @classmethod
    def of(cls, preferences: stored.Preferences) -> Self:
        """The GraphQL form of what is stored."""
        chat, ticket = preferences.chat_model, preferences.ticket_model
        return cls(
            theme=Theme.SYSTEM if preferences.theme is None else Theme(preferences.theme.value),
            language=None if preferences.language is None else Language(preferences.language.value),
            chat_model_id=None if chat is None else strawberry.ID(chat),
            ticket_model_id=None if ticket is None else strawberry.ID(ticket),
        )
