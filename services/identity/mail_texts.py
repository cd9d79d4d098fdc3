"""What mails about accounts say. No name or other text of a user stands in them: strangers' addresses get them too."""

from dataclasses import dataclass

from messages import Language, Phrase, in_language
from models.outgoing_mail import MailKind
from services.mail.layout import MailText

__all__ = ["mail_text"]

_HTML_LANGUAGES = {Language.EN: "en", Language.ZH: "zh-Hans"}
_CONFIRM = Phrase("Confirm this address")
_CHOOSE = Phrase("Choose a password")


@dataclass(frozen=True, slots=True)
class _Template:
    subject: Phrase
    before: Phrase
    after: Phrase
    button: Phrase | None = None


def mail_text(kind: MailKind, language: Language, site: str, link: str | None = None) -> MailText:
    """The mail of this kind, about an account at `site`."""
    template = _template(kind, site)
    return MailText(
        language=_HTML_LANGUAGES[language],
        subject=in_language(template.subject, language),
        before=in_language(template.before, language),
        link=link,
        button="" if template.button is None else in_language(template.button, language),
        after=in_language(template.after, language),
    )


def _template(kind: MailKind, site: str) -> _Template:  # noqa: PLR0911 - one for each kind
    match kind:
        case MailKind.VERIFY_EMAIL:
            return _Template(
                Phrase("Confirm your e-mail address for {site}", site=site),
                Phrase(
                    "Somebody, most likely you, made an account at {site} with this e-mail address. Open this link, "
                    "and confirm there that the address is yours:",
                    site=site,
                ),
                Phrase("The link is good for 24 hours, once. If you made no account there, do nothing."),
                _CONFIRM,
            )
        case MailKind.RESET_PASSWORD:
            return _Template(
                Phrase("Choose a new password for {site}", site=site),
                Phrase(
                    "Somebody, most likely you, asked for a new password for the account at {site} that has this "
                    "e-mail address. Open this link to choose it:",
                    site=site,
                ),
                Phrase(
                    "The link is good for 30 minutes, once. If you did not ask, do nothing: your password stays "
                    "as it is."
                ),
                _CHOOSE,
            )
        case MailKind.CHANGE_EMAIL:
            return _Template(
                Phrase("Confirm your new e-mail address for {site}", site=site),
                Phrase(
                    "An account at {site} shall get this e-mail address. Open this link, and confirm there that the "
                    "address is yours:",
                    site=site,
                ),
                Phrase("The link is good for 24 hours, once. If you did not ask for this, do nothing."),
                _CONFIRM,
            )
        case MailKind.EMAIL_CHANGE_ASKED:
            return _Template(
                Phrase("Your e-mail address at {site} is about to change", site=site),
                Phrase(
                    "Somebody who knows your password asked for another e-mail address for your account at {site}. It "
                    "changes when the link in a mail to the new address is followed.",
                    site=site,
                ),
                Phrase("If that was not you, change your password now: that link then does nothing."),
            )
        case MailKind.EMAIL_CHANGED:
            return _Template(
                Phrase("Your e-mail address at {site} was changed", site=site),
                Phrase("Your account at {site} has another e-mail address from now on.", site=site),
                Phrase("If that was not you, tell whoever runs {site} at once.", site=site),
            )
        case MailKind.PASSWORD_CHANGED:
            return _Template(
                Phrase("Your password at {site} was changed", site=site),
                Phrase("The password of your account at {site} was changed.", site=site),
                Phrase("If that was not you, ask for a password reset at once: it ends every session."),
            )
        case MailKind.SIGN_IN_LINKED:
            return _Template(
                Phrase("A sign-in was linked to your account at {site}", site=site),
                Phrase("From now on your account at {site} can be opened by another provider, too.", site=site),
                Phrase("If that was not you, unlink it in your account and change your password now."),
            )
        case _:
            raise ValueError(f"{kind} is about no account")
