"""Whether a session was ended together with all others of its user. Pure."""

__all__ = ["end_of_all", "outlived_end_of_all"]


def end_of_all(*, but: str | None) -> dict[str, dict[str, object]]:
    """The update of a user that ends every session except the one with the id `but`.

    It can be a part of the one that takes the old way of signing in away.
    """
    return {"$inc": {"token_version": 1}, "$set": {"kept_session_id": but}}


def outlived_end_of_all(*, session_id: str, opened_at: int, user_version: int, kept_session_id: str | None) -> bool:
    """Whether the session was opened after the last end of all sessions of its user, or was the one that it spared.

    `opened_at` is the user's token version at which the session was opened, `user_version` that of now.
    """
    return opened_at == user_version or session_id == kept_session_id
