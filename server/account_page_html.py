"""The HTML of the pages that links in mails lead to. No script, nothing from elsewhere; every value is escaped."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from messages import Language, Phrase, in_language
from services.identity.account_mails import RESET_PASSWORD_PATH, VERIFY_EMAIL_PATH
from services.identity.details import PASSWORD_MAXIMUM_CHARACTERS, PASSWORD_MINIMUM_CHARACTERS

__all__ = ["PAGE_HEADERS", "done_page", "reset_page", "team_page", "verify_page"]

_STYLE = """
:root { color-scheme: light dark; --note: #fef3c7; --note-text: #451a03; --button: #1d4ed8; --ring: #60a5fa; }
@media (prefers-color-scheme: dark) { :root { --note: #422006; --note-text: #fef3c7; } }
body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 30rem; padding: 1.5rem 1rem; }
p { overflow-wrap: anywhere; }
.note { background: var(--note); color: var(--note-text); border-radius: .5rem; padding: .75rem 1rem; }
label { display: block; font-weight: 600; }
input { font: inherit; box-sizing: border-box; width: 100%; padding: .5rem .7rem; margin: .25rem 0; }
button { font: inherit; font-weight: 600; color: #fff; background: var(--button); border: 0; border-radius: .5rem;
  padding: .7rem 1.5rem; margin: .5rem 0; cursor: pointer; }
button:focus-visible, input:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

PAGE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",  # the address is the credential
        "X-Robots-Tag": "noindex",
    }
)
_LANGUAGES = {Language.EN: "en", Language.ZH: "zh-Hans"}

VERIFY = Phrase("Confirm your e-mail address")
RESET = Phrase("Choose a new password")
SURE = Phrase("Confirm that this e-mail address is yours, by the password of the account that you made here.")
NOT_YOURS = Phrase("If you made no account here, close this page: nothing is confirmed then.")
PASSWORD = Phrase("Password")
CONFIRM = Phrase("Confirm")
NEW_PASSWORD = Phrase("New password")
RULE = Phrase("At least {least} characters. Every session and API key ends.", least=PASSWORD_MINIMUM_CHARACTERS)
SET_PASSWORD = Phrase("Set password")
VERIFIED = Phrase("Your e-mail address is confirmed.")
WAS_SET = Phrase("Your password is set. Sign in with it.")
CLOSE = Phrase("You can close this page.")
JOIN = Phrase("You are invited to a team")
HOW_TO_JOIN = Phrase("Sign in to your account, and accept the invitation there with this token:")


def verify_page(language: Language, token: str, problem: str | None = None) -> str:
    """A field for the account's password, and a button that confirms the address."""
    fields = (
        f"<p>{_say(SURE, language)}</p>"
        f'<label for="password">{_say(PASSWORD, language)}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required autofocus '
        f'maxlength="{PASSWORD_MAXIMUM_CHARACTERS}" aria-describedby="not-yours">'
        f'<p id="not-yours">{_say(NOT_YOURS, language)}</p>{_button(CONFIRM, language)}'
    )
    return _page(language, VERIFY, _note(problem) + _form(VERIFY_EMAIL_PATH, token, fields))


def reset_page(language: Language, token: str, problem: str | None = None) -> str:
    """A field for the new password, and a button that sets it."""
    fields = (
        f'<label for="password">{_say(NEW_PASSWORD, language)}</label>'
        '<input id="password" name="password" type="password" autocomplete="new-password" required autofocus '
        f'minlength="{PASSWORD_MINIMUM_CHARACTERS}" maxlength="{PASSWORD_MAXIMUM_CHARACTERS}" aria-describedby="rule">'
        f'<p id="rule">{_say(RULE, language)}</p>{_button(SET_PASSWORD, language)}'
    )
    return _page(language, RESET, _note(problem) + _form(RESET_PASSWORD_PATH, token, fields))


def done_page(language: Language, *, verified: str | None = None) -> str:
    """What was done: the address that is verified, or the password that is set."""
    if verified is None:
        return _page(language, RESET, f'<p role="status">{_say(WAS_SET, language)}</p>')
    what = f'<p role="status">{_say(VERIFIED, language)} <strong>{escape(verified)}</strong></p>'
    return _page(language, VERIFY, f"{what}<p>{_say(CLOSE, language)}</p>")


def team_page(language: Language, token: str) -> str:
    """How an invitation is accepted, which takes somebody who is signed in."""
    return _page(language, JOIN, f"<p>{_say(HOW_TO_JOIN, language)}</p><p><code>{escape(token)}</code></p>")


def _page(language: Language, title: str, body: str) -> str:
    said = _say(title, language)
    return (
        f'<!doctype html><html lang="{_LANGUAGES[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said}</title><style>{_STYLE}</style></head><body><main><h1>{said}</h1>{body}</main></body></html>"
    )


def _form(path: str, token: str, fields: str) -> str:
    """It goes to its own address, without what stands behind the question mark."""
    return (
        f'<form method="post" action="{path.removeprefix("/")}" accept-charset="utf-8">'
        f'<input type="hidden" name="token" value="{escape(token)}">{fields}</form>'
    )


def _button(text: str, language: Language) -> str:
    return f"<button>{_say(text, language)}</button>"


def _note(problem: str | None) -> str:
    return "" if problem is None else f'<p class="note" role="alert">{escape(problem)}</p>'


def _say(text: str, language: Language) -> str:
    return escape(in_language(text, language))
