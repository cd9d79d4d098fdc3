"""`python -m codegen` writes what is generated; `--check` changes nothing and fails, naming what is stale."""

import argparse
import sys
from pathlib import Path

from codegen.artifacts import ROOT, artifacts

__all__ = ["main", "stale"]


def stale() -> list[Path]:
    """The generated files that are missing or not what they would be now."""
    return [path for path, text in artifacts().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Writes or checks; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is stale")
    checks = parser.parse_args().check
    found = stale()
    for path in found:
        sys.stdout.write(f"{'stale' if checks else 'wrote'}: {path.relative_to(ROOT)}\n")
    if checks:
        return 1 if found else 0
    texts = artifacts()
    for path in found:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
