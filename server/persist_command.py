"""`tokentill persist`: makes a manifest of persisted operations from GraphQL documents. It needs no database."""

from pathlib import Path
from typing import Annotated

import orjson
import typer

from server.command_line import WRONG_SETTINGS, fail, settings_of

__all__ = ["persist"]

Files = Annotated[list[Path], typer.Argument(help="GraphQL documents, one a file.")]


def persist(files: Files) -> None:
    """Print a manifest for PERSISTED_OPERATIONS_FILE: each document by the SHA-256 of its file.

    A document that does not fit the schema, or is beyond the limits of the settings, ends it with 2 and no output.
    """
    from resolvers.schema import build_schema  # noqa: PLC0415 - the other commands start faster without it
    from server.graphql.documents import Documents, core_schema  # noqa: PLC0415 - as above
    from server.graphql.persisted import sha256_of  # noqa: PLC0415 - as above
    from server.graphql.problems import RequestRefusedError  # noqa: PLC0415 - as above

    settings = settings_of(None).model_copy(update={"persisted_operations_file": None})  # it may be yet to be made
    documents = Documents(core_schema(build_schema(off=settings.switched_off)), settings)
    manifest: dict[str, str] = {}
    for file in files:
        text = _text_of(file)
        try:
            documents.get(text)
        except RequestRefusedError as refused:
            fail(f"{file}: {refused.errors[0]['message']}", WRONG_SETTINGS)
        manifest[sha256_of(text)] = text
    typer.echo(orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")  # as it is, or its hash would be another one than sha256sum tells
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file} cannot be read: {error}", WRONG_SETTINGS)
