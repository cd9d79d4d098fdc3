"""What a run has to say when its tests are over, also when they ran in several processes."""

from collections.abc import Callable, Iterable

import pytest

__all__ = ["at_the_end", "gather", "print_all", "send"]

_WORKER_KEY = "closing"

_sections: dict[str, Callable[[], Iterable[str]]] = {}
_from_workers: dict[str, list[str]] = {}


def at_the_end(title: str, lines: Callable[[], Iterable[str]]) -> None:
    """Print these lines under this title after the tests, if there are any."""
    _sections[title] = lines


def send(config: pytest.Config) -> None:
    """In a worker process of pytest-xdist: hand over what this process has to say."""
    if hasattr(config, "workeroutput"):
        config.workeroutput[_WORKER_KEY] = {title: list(lines()) for title, lines in _sections.items()}


def gather(output: dict[str, dict[str, list[str]]]) -> None:
    """In the process that started workers: keep what one of them handed over."""
    for title, lines in output.get(_WORKER_KEY, {}).items():
        _from_workers.setdefault(title, []).extend(lines)


def print_all(reporter: pytest.TerminalReporter) -> None:
    """Print every section that has lines."""
    own = {title: list(lines()) for title, lines in _sections.items()}
    for title in [*_from_workers, *(title for title in own if title not in _from_workers)]:
        lines = _from_workers.get(title, []) + own.get(title, [])
        if lines:
            reporter.section(title)
            for line in lines:
                reporter.write_line(line)
