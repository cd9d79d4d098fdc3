"""Changing one's own profile and preferences."""

from typing import Annotated, Any, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.money import Language
from schema.preferences import Theme
from schema.user import User

__all__ = [
    "PreferencesUpdated",
    "ProfileUpdated",
    "UpdatePreferencesInput",
    "UpdatePreferencesResult",
    "UpdateProfileInput",
    "UpdateProfileResult",
]


@strawberry.input(description="What to change of the caller's profile. What is left out stays.")
class UpdateProfileInput:
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description="1 to 100 characters, without control characters. Null changes nothing."
    )
    avatar_url: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="An https address of a picture, at most 2,048 characters; the server does not ask for it. Null "
        "takes the picture away.",
    )

    def changes(self) -> dict[str, Any]:
        """As the service takes them."""
        return _given({"name": self.name, "avatar_url": self.avatar_url})


@strawberry.input(description="What to change of the caller's preferences. What is left out stays; null unsets it.")
class UpdatePreferencesInput:
    theme: Theme | None = strawberry.field(default=strawberry.UNSET, description="How a client should look.")
    language: Language | None = strawberry.field(
        default=strawberry.UNSET,
        description="What sentences and mails are in when a request has no Accept-Language.",
    )
    chat_model_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The model of chats that name none; one of `models`."
    )
    ticket_model_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The model of tickets that name none; one of `models`."
    )

    def changes(self) -> dict[str, Any]:
        """As the service takes them."""
        given = _given(
            {
                "theme": self.theme,
                "language": self.language,
                "chat_model": self.chat_model_id,
                "ticket_model": self.ticket_model_id,
            }
        )
        return {name: value.value if isinstance(value, Theme | Language) else value for name, value in given.items()}


@strawberry.type(description="The profile is changed.")
class ProfileUpdated:
    user: User = strawberry.field(description="The caller, as they are now.")


@strawberry.type(description="The preferences are changed: here at once, on every other server within a minute.")
class PreferencesUpdated:
    user: User = strawberry.field(description="The caller, as they are now.")


UpdateProfileResult: TypeAlias = Annotated[
    ProfileUpdated | OperationRefused,
    strawberry.union(
        "UpdateProfileResult",
        description="The outcome of `updateProfile`. Codes: INVALID_INPUT, ACCOUNT_UNAVAILABLE.",
    ),
]

UpdatePreferencesResult: TypeAlias = Annotated[
    PreferencesUpdated | OperationRefused,
    strawberry.union(
        "UpdatePreferencesResult",
        description="The outcome of `updatePreferences`. Codes: INVALID_INPUT, MODELS_UNAVAILABLE, "
        "ACCOUNT_UNAVAILABLE.",
    ),
]


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not strawberry.UNSET}
