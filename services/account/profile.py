"""Changes what people say about themselves and what they prefer."""

from collections.abc import Mapping
from typing import Any

from messages import Phrase
from models.user import User, UserStatus
from services.account.avatar import checked_avatar_url
from services.account.errors import AccountUnavailableError
from services.account.languages import Languages
from services.catalog.errors import ModelNotFoundError, ModelNotPricedError
from services.catalog.models import ModelCatalog
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.account import Account
from services.identity.details import checked_name
from services.identity.name_forms import name_forms

__all__ = ["Profiles"]

_away_is_unavailable = database_errors_become(AccountUnavailableError)
_MODELS = {"chat_model": "chatModelId", "ticket_model": "ticketModelId"}
"""Preferences that name a model, with their names in the API."""
_MOST_MODEL_CHARACTERS = 200


class Profiles:
    """One for a process. Each change is one `$set` of what was given, so that two at once lose nothing."""

    def __init__(self, catalog: ModelCatalog, languages: Languages) -> None:
        self._catalog = catalog
        self._languages = languages

    @_away_is_unavailable
    async def update(self, user_id: str, changes: Mapping[str, Any]) -> Account:
        """Set those of `name` and `avatar_url` that are given; None takes the picture away.

        Raises InvalidInputError, and NotFoundError for a user who may not act any more.
        """
        values: dict[str, Any] = {}
        if changes.get("name") is not None:
            values["name"] = checked_name(changes["name"])
            values |= name_forms(values["name"]).to_document()
        if "avatar_url" in changes:
            url = changes["avatar_url"]
            values["avatar_url"] = None if url is None else checked_avatar_url(url)
        return await self._set(user_id, values)

    @_away_is_unavailable
    async def prefer(self, user_id: str, changes: Mapping[str, Any]) -> Account:
        """Set those of `theme`, `language`, `chat_model` and `ticket_model` that are given; None unsets one.

        Raises InvalidInputError for a model that cannot be chatted with now, ModelsUnavailableError, and NotFoundError
        as `update` does.
        """
        for preference, name in _MODELS.items():
            if changes.get(preference) is not None:
                await self._check_model(name, changes[preference])
        account = await self._set(user_id, {f"preferences.{name}": value for name, value in changes.items()})
        self._languages.forget(user_id)
        return account

    async def _check_model(self, name: str, model_id: str) -> None:
        if len(model_id) > _MOST_MODEL_CHARACTERS:
            raise InvalidInputError(name, Phrase("must have at most {most} characters", most=_MOST_MODEL_CHARACTERS))
        try:
            await self._catalog.find(model_id)
        except (ModelNotFoundError, ModelNotPricedError) as error:
            raise InvalidInputError(name, "must be a model that can be used now") from error

    async def _set(self, user_id: str, values: Mapping[str, Any]) -> Account:
        mine = {"_id": user_id, "status": UserStatus.ACTIVE.value}
        users = User.get_pymongo_collection()
        row = (
            await users.find_one_and_update(mine, {"$set": values}, return_document=True)
            if values
            else await users.find_one(mine)
        )
        if row is None:
            raise NotFoundError("user")
        return Account.of(User.model_validate(row))
