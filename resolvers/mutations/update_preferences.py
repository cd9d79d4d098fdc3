"""`updatePreferences`: what the caller prefers."""

import strawberry

from schema.context import Info, require_viewer
from schema.profile import PreferencesUpdated, UpdatePreferencesInput, UpdatePreferencesResult
from schema.user import User

__all__ = ["update_preferences"]


@strawberry.mutation(description="Change what the caller prefers: theme, language, default models.")
async def update_preferences(info: Info, input: UpdatePreferencesInput) -> UpdatePreferencesResult:
    """Change it."""
    user_id = require_viewer(info).user_id
    account = await info.context.services.profiles.prefer(user_id, input.changes())
    return PreferencesUpdated(user=User.of(account))
