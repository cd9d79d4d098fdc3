"""Makes of an ordered mail the mail that is sent: finds whose it is, and gives it its link."""

from datetime import timedelta
from urllib.parse import urlsplit

from gateways.mail import MailToSend
from messages import Language
from models.account_link import LinkPurpose
from models.outgoing_mail import MailKind, OutgoingMail
from models.user import User, UserStatus
from services.clock import Clock
from services.identity.account_links import AccountLinks
from services.identity.mail_texts import mail_text
from services.mail import NotYetError
from services.mail.layout import as_html, as_text
from settings import Settings

__all__ = ["RESET_PASSWORD_PATH", "VERIFY_EMAIL_PATH", "AccountMails"]

VERIFY_EMAIL_PATH = "/verify-email"
RESET_PASSWORD_PATH = "/reset-password"  # noqa: S105 - an address, not a password
_PURPOSES = {
    MailKind.VERIFY_EMAIL: (LinkPurpose.VERIFY_EMAIL, VERIFY_EMAIL_PATH),
    MailKind.CHANGE_EMAIL: (LinkPurpose.CHANGE_EMAIL, VERIFY_EMAIL_PATH),
    MailKind.RESET_PASSWORD: (LinkPurpose.RESET_PASSWORD, RESET_PASSWORD_PATH),
}
_SIGN_UP = timedelta(seconds=60)
"""For so long an account may be missing whose mail was ordered: the order is stored first."""


class AccountMails:
    """One for each process. All raise PyMongoError."""

    def __init__(self, *, settings: Settings, links: AccountLinks, clock: Clock) -> None:
        self._base = settings.app_url or settings.public_url
        self._site = settings.seller_name or urlsplit(settings.public_url).netloc
        self._links = links
        self._clock = clock

    async def prepare(self, row: OutgoingMail) -> MailToSend | None:
        """What `row` says; None when there is nobody to whom it may be sent. Raises NotYetError."""
        language = Language(row.language)
        link: str | None = None
        if row.kind in _PURPOSES:
            user = await self._user_of(row)
            if user is None:
                return None
            language = user.preferences.language or language
            link = await self._link(row, user, language)
            if link is None:
                return None
        text = mail_text(row.kind, language, self._site, link)
        return MailToSend(id=row.id, to=row.to, subject=text.subject, text=as_text(text), html=as_html(text))

    async def _link(self, row: OutgoingMail, user: User, language: Language) -> str | None:
        """The address in the mail; None when it was followed already, and the mail was sent again."""
        purpose, path = _PURPOSES[row.kind]
        token = await self._links.offer(
            f"lnk_{row.id.removeprefix('mail_')}",
            purpose,
            user_id=user.id,
            account_email=user.email or "",
            email=row.to,
            language=language,
            token_version=row.token_version,
        )
        return None if token is None else f"{self._base}{path}?token={token}"

    async def _user_of(self, row: OutgoingMail) -> User | None:
        """Whose account it is about, if they may have the mail. A suspended user gets none. Raises NotYetError."""
        active = {"status": UserStatus.ACTIVE.value}
        match row.kind:
            case MailKind.VERIFY_EMAIL:
                user = await User.find_one({**active, "email": row.to, "email_verified_at": None})
                if user is None and self._clock() < row.created_at + _SIGN_UP:
                    raise NotYetError
                return user
            case MailKind.RESET_PASSWORD:
                return await User.find_one({**active, "email": row.to})
            case _:
                if await User.find_one({"email": row.to}) is not None:  # somebody else's by now
                    return None
                return await User.find_one({**active, "_id": row.user_id})
