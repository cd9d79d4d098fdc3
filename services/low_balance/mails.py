"""The mail that says that tokens run low. It is ordered with the notice, and made when it is sent."""

from datetime import timedelta
from urllib.parse import urlsplit

from gateways.mail import MailToSend
from messages import Language, Phrase, in_language
from models.low_balance import LowBalance
from models.outgoing_mail import MailKind, OutgoingMail
from services.low_balance.notices import notice_id
from services.low_balance.owners import Owner, owner_of
from services.mail import MailOrder, Outbox
from services.mail.layout import MailText, as_html, as_text
from settings import Settings

__all__ = ["LowBalanceMails"]

_GOOD = timedelta(hours=12)
_HTML_LANGUAGES = {Language.EN: "en", Language.ZH: "zh-Hans"}


class LowBalanceMails:
    """One for a process. Raises PyMongoError."""

    def __init__(self, *, settings: Settings, outbox: Outbox) -> None:
        self._site = settings.seller_name or urlsplit(settings.public_url).netloc
        self._outbox = outbox
        outbox.leave_to(MailKind.BALANCE_LOW, self._prepare)

    async def order(self, row: LowBalance, owner: Owner) -> None:
        """Send it, once for a notice, if its owner has an address that was verified."""
        user = owner.user
        if user.email is None or user.email_verified_at is None:
            return
        order = MailOrder(
            key=f"{notice_id(row)}.{row.id}",
            kind=MailKind.BALANCE_LOW,
            to=user.email,
            user_id=user.id,
            language=user.preferences.language or Language.EN,
            good_for=_GOOD,
        )
        await self._outbox.put(order)

    async def _prepare(self, mail: OutgoingMail) -> MailToSend | None:
        """None where it is not low any more, or somebody else's by now."""
        wallet = mail.key.partition(".")[2]
        row = await LowBalance.find_one({"_id": wallet})
        owner = await owner_of(wallet)
        if row is None or not row.low or owner is None or (owner.user.id, owner.user.email) != (mail.user_id, mail.to):
            return None
        text = self._text(Language(mail.language), row, in_team=owner.team_id is not None)
        return MailToSend(id=mail.id, to=mail.to, subject=text.subject, text=as_text(text), html=as_html(text))

    def _text(self, language: Language, row: LowBalance, *, in_team: bool) -> MailText:
        left, threshold = row.low_available + row.low_held, int(row.low_threshold)
        before = (
            Phrase(
                "Your team at {site} has {left} tokens left, which is less than {threshold}.",
                site=self._site,
                left=left,
                threshold=threshold,
            )
            if in_team
            else Phrase(
                "You have {left} tokens left at {site}, which is less than {threshold}.",
                site=self._site,
                left=left,
                threshold=threshold,
            )
        )
        return MailText(
            language=_HTML_LANGUAGES[language],
            subject=in_language(Phrase("Your tokens at {site} are running low", site=self._site), language),
            before=in_language(before, language),
            after=in_language(
                Phrase("You get this mail because you asked for it there, and can end it there."), language
            ),
        )
