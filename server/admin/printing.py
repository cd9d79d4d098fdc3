"""How answers look: pages as tables, objects as lines, or JSON."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

__all__ = ["print_answer", "print_json"]

_WIDEST = 100_000


def print_json(answer: object) -> None:
    """One JSON document to standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def print_answer(answer: Any) -> None:
    """To standard output, for people. What is behind a page is told to standard error."""
    if isinstance(answer, Mapping) and "edges" in answer:
        _print_rows([edge["node"] for edge in answer["edges"]])
        if answer["pageInfo"]["hasNextPage"]:
            typer.echo(f"There is more: --after {answer['pageInfo']['endCursor']}", err=True)
    elif isinstance(answer, list) and answer and isinstance(answer[0], Mapping):
        _print_rows(answer)
    elif isinstance(answer, Mapping):
        _print_object(answer)
    else:
        typer.echo(_cell(answer))


def _print_object(answer: Mapping[str, Any]) -> None:
    """A line for each value; lists of objects follow as tables of their own."""
    tables: list[tuple[str, list[Mapping[str, Any]]]] = []
    for name, value in _flat(answer):
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            tables.append((name, value))
        else:
            typer.echo(f"{name}\t{_cell(value)}")
    for name, rows in tables:
        typer.echo(f"\n{name}")
        _print_rows(rows)


def _print_rows(rows: list[Mapping[str, Any]]) -> None:
    """As a table without columns that are empty; as a block of lines each where a terminal is not wide enough."""
    if not rows:
        typer.echo("There are none.", err=True)
        return
    flat = [dict(_flat(row)) for row in rows]
    objects = {name.rpartition(".")[0] for row in flat for name in row}  # one that is null in a row is no column
    names = [
        name
        for name in dict.fromkeys(name for row in flat for name in row)
        if name not in objects and any(row.get(name) is not None for row in flat)
    ]
    table = Table(box=None, pad_edge=False, highlight=False)
    for name in names:
        table.add_column(name, no_wrap=True)
    for row in flat:
        table.add_row(*(_cell(row.get(name)) for name in names))
    console = Console(highlight=False, markup=False, emoji=False)
    needed = console.measure(table, options=console.options.update(max_width=_WIDEST)).maximum
    if not sys.stdout.isatty():
        console.width = needed
    if needed <= console.width:
        console.print(table)
        return
    for row in flat:
        typer.echo("\n".join(f"{name}\t{_cell(row.get(name))}" for name in names) + "\n")


def _flat(answer: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Values with dotted names: an object within an object is no level of its own."""
    for name, value in answer.items():
        if name == "__typename":
            continue
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
