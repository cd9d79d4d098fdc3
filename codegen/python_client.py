"""The methods and models of the Python client, which ariadne-codegen makes in seconds.

It runs in an environment of its own, since it asks for another graphql-core than Strawberry does.
"""

import ast
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from codegen.artifacts import ROOT
from codegen.record import Record

__all__ = ["stale", "write"]

_GENERATOR = ROOT / ".venv" / "ariadne-codegen" / "bin" / "python"
_OWN_SOURCES = (
    *("pyproject.toml", "generator-requirements.txt", "generator_plugin.py", "base_client.py"),
    "tokentill_client/session.py",
)


def stale(root: Path = ROOT) -> list[Path]:
    """The generated files that are missing, were changed by hand, or are of other operations than now."""
    return _record(root).stale()


def write() -> None:
    """Makes all of it anew; ends the program where the generator is missing or an operation does not fit."""
    if not _GENERATOR.exists():
        raise SystemExit("The generator of the Python client is missing: `make setup` installs it.")
    record, project = _record(ROOT), _project(ROOT)
    shutil.rmtree(record.made, ignore_errors=True)  # else what belonged to an operation that is gone would stay
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(_GENERATOR), "-m", "ariadne_codegen"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode != 0:
        raise SystemExit(f"ariadne-codegen failed.\n{done.stdout}{done.stderr}")
    _write_manifest(project / "tokentill_client")
    record.write()


def _write_manifest(package: Path) -> None:
    """What the client sends, by the ids that it sends with `persisted=True`."""
    texts = [*_documents(package / "generated" / "client.py"), *_documents(package / "session.py")]
    manifest = {f"sha256:{hashlib.sha256(text.encode()).hexdigest()}": text for text in texts}
    (package / "generated" / "persisted-documents.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def _documents(module: Path) -> Iterator[str]:
    """The texts of `gql("...")`, and of the constant REFRESH."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name("gql"), args=[ast.Constant(str(text))]):
                yield text
            case ast.Assign(targets=[ast.Name("REFRESH")], value=ast.Constant(str(text))):
                yield text


def _project(root: Path) -> Path:
    return root / "codegen" / "python"


def _record(root: Path) -> Record:
    project = _project(root)
    return Record(root, project / "tokentill_client" / "generated", tuple(project / name for name in _OWN_SOURCES))
