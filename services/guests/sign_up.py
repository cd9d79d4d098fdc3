"""A guest who signs up becomes the account: the same user and wallet, so nothing moves and nothing can be had twice."""

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.user import Role, User, UserStatus
from services.identity.errors import EmailTakenError, SessionExpiredError

__all__ = ["become_account"]


async def become_account(guest_id: str, account: User) -> User:
    """Give the guest what is set in `account`, and end the guest's sessions; its id, wallet and status stay.

    It is one update, so it happens once. Raises EmailTakenError, and SessionExpiredError when the user is no guest any
    more, or is suspended.
    """
    values = account.model_dump(exclude_unset=True, exclude={"id", "wallet_id", "referral_code", "guest"})
    update = {
        "$set": {
            **values,
            "welcome_granted": account.welcome_granted,  # what is missing of it, where the account is to have it
            "kept_session_id": None,
            "guest.signed_up_at": account.created_at,
            "guest.due_at": None,
        },
        "$inc": {"token_version": 1},
    }
    guest = {"_id": guest_id, "role": Role.GUEST.value, "status": UserStatus.ACTIVE.value}
    try:
        row = await User.get_pymongo_collection().find_one_and_update(
            guest, update, return_document=ReturnDocument.AFTER
        )
    except DuplicateKeyError as error:
        raise EmailTakenError from error
    if row is None:
        raise SessionExpiredError
    user: User = User.model_validate(row)
    return user
