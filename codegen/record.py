"""Whether files that another program generates are stale, told at once and without that program.

Beside them lies `record.json`: the hashes of what they were made of, and of themselves.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Record"]


@dataclass(frozen=True, slots=True)
class Record:
    """What is generated into the folder `made` of the checkout at `root`, of the operations and of files of its own."""

    root: Path
    made: Path
    own_sources: tuple[Path, ...]

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.made / "record.json"

    def stale(self) -> list[Path]:
        """The generated files that are missing, too many or changed by hand; the record itself, when sources are."""
        record: dict[str, dict[str, str]] = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
        if record.get("made_of") != self._hashes(self._sources()):
            return [self.path]
        made, now = record["made"], self._hashes(self._files())
        return [self.root / name for name in sorted(made.keys() | now.keys()) if made.get(name) != now.get(name)]

    def write(self) -> None:
        """Holds fast what was just made."""
        record = {"made_of": self._hashes(self._sources()), "made": self._hashes(self._files())}
        self.path.write_text(json.dumps(record, indent=2) + "\n", "utf-8")

    def _sources(self) -> list[Path]:
        folder = self.root / "codegen"
        return [folder / "schema.graphql", *sorted((folder / "operations").glob("*.graphql")), *self.own_sources]

    def _files(self) -> list[Path]:
        return sorted(path for path in self.made.glob("*") if path.is_file() and path != self.path)

    def _hashes(self, files: Iterable[Path]) -> dict[str, str]:
        return {path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
