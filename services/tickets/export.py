"""A ticket as Markdown, as JSON, and as HTML that a PDF is made of. Pure rules."""

import json
import re
from html import escape

from models.ticket import Ticket

__all__ = ["as_html", "as_json", "as_markdown"]

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_BLOCK_START = re.compile(r"^(\s*)([-+=>]|\d+[.)])", re.MULTILINE)
_STYLE = """
@page { size: A4; margin: 22mm 20mm; }
body { font-family: "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif; font-size: 10pt;
  line-height: 1.5; color: #1a1a1a; overflow-wrap: anywhere; }
h1 { font-size: 18pt; } h2 { font-size: 12pt; } p { white-space: pre-wrap; } .facts { color: #555; }
"""


def as_markdown(ticket: Ticket) -> str:
    """Headings and a list to tick off; marks in its texts are escaped, so that they stay texts."""
    criteria = "\n".join(f"- [ ] {_marked(' '.join(each.split()))}" for each in ticket.acceptance_criteria)
    labels = ", ".join(_marked(label) for label in ticket.labels) or "none"
    return (
        f"# {_marked(ticket.title)}\n\nPriority: {ticket.priority.value}  \nLabels: {labels}\n\n"
        f"{_marked(ticket.description)}\n\n## Acceptance criteria\n\n{criteria}\n"
    )


def as_json(ticket: Ticket) -> str:
    """Its members under the names of the GraphQL type, indented."""
    return (
        json.dumps(
            {
                "id": ticket.id,
                "title": ticket.title,
                "description": ticket.description,
                "acceptanceCriteria": ticket.acceptance_criteria,
                "priority": ticket.priority.name,
                "labels": ticket.labels,
                "modelId": ticket.model_id,
                "createdAt": ticket.created_at.isoformat(timespec="milliseconds"),
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def as_html(ticket: Ticket) -> str:
    """A page for WeasyPrint. Every value is escaped, and nothing is fetched from anywhere."""
    criteria = "".join(f"<li>{escape(each)}</li>" for each in ticket.acceptance_criteria)
    facts = f"{ticket.id} · {ticket.created_at:%Y-%m-%d} · Priority: {ticket.priority.value}"
    labels = escape(", ".join(ticket.labels))
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{escape(ticket.title)}</title>"
        f"<style>{_STYLE}</style></head><body><h1>{escape(ticket.title)}</h1><p class='facts'>{escape(facts)}<br>"
        f"{labels}</p><p>{escape(ticket.description)}</p><h2>Acceptance criteria</h2><ul>{criteria}</ul></body></html>"
    )


def _marked(text: str) -> str:
    return _BLOCK_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))
