"""Mails that tell owners what was done to their account, so that what they did not do is seen."""

from datetime import timedelta

from messages import Language
from models.ids import new_id
from models.outgoing_mail import MailKind
from models.user import User
from services.mail import MailOrder, Outbox

__all__ = ["AccountNotices"]

_NOTICE = timedelta(days=1)


class AccountNotices:
    """One for each process."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    async def tell(self, user_id: str, kind: MailKind) -> None:
        """Order the mail to the address that the account has now; nothing for one without. Raises PyMongoError."""
        user = await User.find_one(User.id == user_id)
        if user is None or user.email is None:
            return
        order = MailOrder(
            key=f"{kind.value}:{new_id('ord')}",
            kind=kind,
            to=user.email,
            user_id=user_id,
            language=user.preferences.language or Language.EN,
            good_for=_NOTICE,
        )
        await self._outbox.put(order)
