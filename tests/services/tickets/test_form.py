"""What is taken for a ticket, and how one is exported."""

import json
from datetime import UTC, datetime

import pytest

from models.message import CompletionUsage
from models.ticket import Ticket, TicketPriority
from services.chat.structure import StructureError
from services.tickets.export import as_html, as_json, as_markdown
from services.tickets.form import read_ticket

VALUES = {
    "title": "Add a dark mode",
    "description": "Users want it.",
    "acceptance_criteria": ["It can be switched on"],
    "priority": "high",
    "labels": ["ui"],
}


@pytest.mark.parametrize(
    "text",
    [json.dumps(VALUES), f"```json\n{json.dumps(VALUES)}\n```", json.dumps({**VALUES, "priority": "HIGH"})],
)
def test_an_answer_of_the_form_is_a_ticket(text: str) -> None:
    assert read_ticket(text) == VALUES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Here is your ticket: {}",
        "[" * 100_000,
        "[]",
        json.dumps({**VALUES, "extra": 1}),
        json.dumps({name: value for name, value in VALUES.items() if name != "labels"}),
        json.dumps({**VALUES, "title": "  "}),
        json.dumps({**VALUES, "title": "x" * 151}),
        json.dumps({**VALUES, "title": "\ud800"}),
        json.dumps({**VALUES, "description": "a\x00"}),
        json.dumps({**VALUES, "acceptance_criteria": []}),
        json.dumps({**VALUES, "acceptance_criteria": ["x"] * 21}),
        json.dumps({**VALUES, "acceptance_criteria": "x"}),
        json.dumps({**VALUES, "priority": "soon"}),
        json.dumps({**VALUES, "priority": ["high"]}),
        json.dumps({**VALUES, "labels": [1]}),
    ],
)
def test_anything_else_is_not(text: str) -> None:
    with pytest.raises(StructureError):
        read_ticket(text)


TICKET = Ticket.model_construct(
    id="tkt_1",
    title="Do *not* <b>escape</b>",
    description="1. first\n# no heading",
    acceptance_criteria=["[x] done", "two\nlines"],
    priority=TicketPriority.URGENT,
    labels=["ui"],
    model_id="m",
    usage=CompletionUsage(
        input_tokens=1, output_tokens=1, cache_read_tokens=0, cache_write_tokens=0, reasoning_tokens=0, cost=2
    ),
    created_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
)


def test_markdown_keeps_texts_as_texts():
    assert as_markdown(TICKET) == (
        "# Do \\*not\\* \\<b\\>escape\\</b\\>\n\nPriority: urgent  \nLabels: ui\n\n"
        "\\1. first\n\\# no heading\n\n## Acceptance criteria\n\n- [ ] \\[x\\] done\n- [ ] two lines\n"
    )


def test_json_has_the_names_of_the_api():
    assert json.loads(as_json(TICKET)) == {
        "id": "tkt_1",
        "title": "Do *not* <b>escape</b>",
        "description": "1. first\n# no heading",
        "acceptanceCriteria": ["[x] done", "two\nlines"],
        "priority": "URGENT",
        "labels": ["ui"],
        "modelId": "m",
        "createdAt": "2026-03-01T12:00:00.000+00:00",
    }


def test_html_is_escaped():
    assert "<b>" not in as_html(TICKET)
