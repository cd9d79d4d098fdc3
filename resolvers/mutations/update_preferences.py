"""`updatePreferences`: what the caller prefers."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.profile import PreferencesUpdated, UpdatePreferencesInput, UpdatePreferencesResult
from schema.user import User
from services.errors import TokentillError

__all__ = ["update_preferences"]


@strawberry.mutation(description="Change what the caller prefers: theme, language, default models.")
async def update_preferences(info: Info, input: UpdatePreferencesInput) -> UpdatePreferencesResult:
    """Change it, and map what is refused."""
    user_id = require_viewer(info).user_id
    try:
        account = await info.context.services.profiles.prefer(user_id, input.changes())
    except TokentillError as error:
        return OperationRefused.of(error)
    return PreferencesUpdated(user=User.of(account))
