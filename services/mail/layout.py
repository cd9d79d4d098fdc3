"""Lays a mail out as plain text and as HTML that says the same. Every value is escaped; nothing is fetched."""

from dataclasses import dataclass
from html import escape

__all__ = ["MailText", "as_html", "as_text"]

_BODY = "font:16px/1.5 sans-serif;max-width:36rem;margin:0 auto;padding:1rem;color:#1a1a1a"
_BUTTON = (
    "display:inline-block;background:#1d4ed8;color:#ffffff;padding:.6rem 1.2rem;border-radius:.4rem;"
    "text-decoration:none;font-weight:600"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """What a mail says, in its language."""

    language: str
    """As HTML names it: `en` or `zh-Hans`."""
    subject: str
    before: str
    link: str | None = None
    """An address; None where there is nothing to do."""
    button: str = ""
    """What stands on it in HTML."""
    after: str


def as_text(mail: MailText) -> str:
    """Paragraphs, with the address on a line of its own, so that programs find its end."""
    parts = [mail.before, *([mail.link] if mail.link else []), mail.after]
    return "\n\n".join(parts) + "\n"


def as_html(mail: MailText) -> str:
    """The same, with a button, and the address to copy under it."""
    link = ""
    if mail.link is not None:
        address = escape(mail.link)
        link = (
            f'<p><a href="{address}" style="{_BUTTON}">{escape(mail.button)}</a></p>'
            f'<p style="overflow-wrap:anywhere">{address}</p>'
        )
    return (
        f'<!doctype html><html lang="{escape(mail.language)}"><head><meta charset="utf-8">'
        f'<title>{escape(mail.subject)}</title></head><body style="{_BODY}">'
        f"<p>{escape(mail.before)}</p>{link}<p>{escape(mail.after)}</p></body></html>\n"
    )
