"""Writes what is generated; what is up to date already is left alone.

`--check` changes nothing. It fails when something is stale, when the schema breaks a rule of ours or a client of the
last release, and when an operation of a client does not fit; what may surprise clients is only told.
`--release` takes the schema as the released one, to which later ones are held.
"""

import argparse
import sys
from pathlib import Path

from codegen import python_client, typescript_client
from codegen.artifacts import ROOT, artifacts
from codegen.checks import notes, problems

__all__ = ["main", "stale"]

_CLIENTS = (typescript_client, python_client)


def stale() -> list[Path]:
    """The generated files that are missing or not what they would be now."""
    return [*_changed(artifacts()), *(path for client in _CLIENTS for path in client.stale())]


def main() -> int:
    """Writes or checks; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is not right")
    parser.add_argument("--release", action="store_true", help="also take the schema as the last release's")
    options = parser.parse_args()
    if options.check:
        return _check()
    _write(artifacts())
    for client in _CLIENTS:  # after the schema, of which they are made
        if found := client.stale():
            client.write()
            sys.stdout.writelines(f"wrote: {path.relative_to(ROOT)}\n" for path in found)
    if options.release:
        schema = (ROOT / "codegen" / "schema.graphql").read_text("utf-8")
        _write({ROOT / "codegen" / "released" / "schema.graphql": schema})
    return 0


def _check() -> int:
    found = [f"stale: {path.relative_to(ROOT)}" for path in stale()] + problems(ROOT)
    sys.stdout.writelines(f"{line}\n" for line in [*notes(ROOT), *found])
    return 1 if found else 0


def _write(texts: dict[Path, str]) -> None:
    for path, text in _changed(texts).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote: {path.relative_to(ROOT)}\n")


def _changed(texts: dict[Path, str]) -> dict[Path, str]:
    return {path: text for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text}


if __name__ == "__main__":
    sys.exit(main())
