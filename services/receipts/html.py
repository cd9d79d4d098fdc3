"""Lays a receipt out as HTML for WeasyPrint. Every value is escaped, and nothing is fetched from anywhere."""

from html import escape

from services.receipts.document import Party, ReceiptDocument, Row

__all__ = ["receipt_html"]

_STYLE = """
@page { size: A4; margin: 22mm 20mm 24mm;
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #666; } }
body { font-family: "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif; font-size: 10pt;
  line-height: 1.45; color: #1a1a1a; }
h1 { font-size: 22pt; font-weight: 600; margin: 0 0 8mm; }
h2 { font-size: 8pt; font-weight: 600; color: #666; margin: 0 0 1mm; }
p { margin: 0; }
.facts { display: grid; grid-template-columns: max-content 1fr; column-gap: 6mm; row-gap: 1mm; margin: 0 0 9mm; }
.facts dt { color: #666; } .facts dd { margin: 0; overflow-wrap: anywhere; }
.parties { display: grid; grid-template-columns: 1fr 1fr; column-gap: 12mm; margin-bottom: 10mm; }
.parties p { overflow-wrap: anywhere; } .parties .name { font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
th { font-size: 8pt; font-weight: 600; color: #666; text-align: left; padding: 0 0 2mm;
  border-bottom: 1pt solid #1a1a1a; }
td { padding: 3mm 0; vertical-align: top; border-bottom: .5pt solid #bbb; overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; padding-left: 5mm; font-variant-numeric: tabular-nums; }
.note { color: #666; font-size: 9pt; }
.sums { margin: 4mm 0 0 auto; width: 62%; break-inside: avoid; }
.sums td { padding: 1.5mm 0; border: 0; }
.sums .strong td { font-weight: 600; font-size: 11pt; border-top: 1pt solid #1a1a1a; padding-top: 2mm; }
footer { margin-top: 14mm; color: #666; font-size: 8pt; }
"""


def receipt_html(receipt: ReceiptDocument) -> str:
    """The whole page."""
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in receipt.facts)
    what, *numbers = receipt.line
    head, *number_heads = receipt.head
    return (
        f'<!doctype html><html lang="{escape(receipt.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(receipt.title)} {escape(receipt.facts[0][1])}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(receipt.title)}</h1><dl class='facts'>{facts}</dl>"
        f"<div class='parties'>{_party(receipt.seller_label, receipt.seller)}"
        f"{_party(receipt.buyer_label, receipt.buyer)}</div>"
        f"<table><thead><tr><th>{escape(head)}</th>{_numbers('th', number_heads)}</tr></thead>"
        f"<tbody><tr><td>{escape(what)}{_notes(receipt.notes)}</td>{_numbers('td', numbers)}</tr></tbody></table>"
        f"<table class='sums'><tbody>{''.join(_row(row) for row in receipt.rows)}</tbody></table>"
        f"<footer><p>{escape(receipt.footer)}</p></footer></body></html>"
    )


def _party(label: str, party: Party) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in party.lines)
    return f"<div><h2>{escape(label)}</h2><p class='name'>{escape(party.name)}</p>{lines}</div>"


def _numbers(tag: str, values: list[str]) -> str:
    return "".join(f"<{tag} class='number'>{escape(value)}</{tag}>" for value in values)


def _notes(notes: tuple[str, ...]) -> str:
    return "".join(f"<p class='note'>{escape(note)}</p>" for note in notes)


def _row(row: Row) -> str:
    kind = " class='strong'" if row.strong else ""
    return f"<tr{kind}><td>{escape(row.label)}</td><td class='number'>{escape(row.amount)}</td></tr>"
