"""The mail that invites somebody to a team.

No name or other text of a user stands in it, the team's neither: strangers' addresses get it too.
"""

from urllib.parse import urlsplit

from gateways.mail import MailToSend
from messages import Language, Phrase, in_language
from models.outgoing_mail import OutgoingMail
from services.mail.layout import MailText, as_html, as_text
from services.teams.invitations import TeamInvitations
from settings import Settings

__all__ = ["TEAM_INVITATION_PATH", "TeamMails"]

TEAM_INVITATION_PATH = "/team-invitation"
_HTML_LANGUAGES = {Language.EN: "en", Language.ZH: "zh-Hans"}


class TeamMails:
    """One for a process. Raises PyMongoError."""

    def __init__(self, *, settings: Settings, invitations: TeamInvitations) -> None:
        self._base = settings.app_url or settings.public_url
        self._site = settings.seller_name or urlsplit(settings.public_url).netloc
        self._invitations = invitations

    async def prepare(self, row: OutgoingMail) -> MailToSend | None:
        """What `row` says; None when the invitation is over."""
        token = await self._invitations.token_to_mail(row.key.partition(".")[0])
        if token is None:
            return None
        text = self._text(Language(row.language), f"{self._base}{TEAM_INVITATION_PATH}?token={token}")
        return MailToSend(id=row.id, to=row.to, subject=text.subject, text=as_text(text), html=as_html(text))

    def _text(self, language: Language, link: str) -> MailText:
        site = self._site
        before = Phrase(
            "Somebody invites you to a team at {site}, whose members share tokens. Open this link, and sign in there "
            "to see which team it is:",
            site=site,
        )
        return MailText(
            language=_HTML_LANGUAGES[language],
            subject=in_language(Phrase("You are invited to a team at {site}", site=site), language),
            before=in_language(before, language),
            link=link,
            button=in_language(Phrase("See the invitation"), language),
            after=in_language(
                Phrase("The link is good for 7 days, once. If you do not know what this is about, do nothing."),
                language,
            ),
        )
