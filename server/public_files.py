"""Files that are the same for everybody, compressed where their build left compressed twins beside them."""

from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["PublicFiles"]

_TWINS = {"br": ".br", "gzip": ".gz"}
"""Endings of twins by content coding, the smallest first."""


class PublicFiles(StaticFiles):
    """The files of `folder`, each with `headers`. `app.js.gz` is sent for `app.js` to clients that take gzip."""

    def __init__(self, folder: Path, *, headers: Mapping[str, str]) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._headers = {**headers, "Vary": "Accept-Encoding"}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file or its twin; raises HTTPException, 404 where there is none."""
        response = await self._twin(path, scope) or await super().get_response(path, scope)
        response.headers.update(self._headers)
        return response

    async def _twin(self, path: str, scope: Scope) -> Response | None:
        taken = _taken_codings(Headers(scope=scope).get("accept-encoding", ""))
        for coding in (each for each in _TWINS if each in taken):
            try:
                # Its media type is guessed without the ending.
                response = await super().get_response(path + _TWINS[coding], scope)
            except HTTPException:
                continue
            response.headers["Content-Encoding"] = coding
            return response
        return None


def _taken_codings(accepted: str) -> set[str]:
    """What is named and not refused; a client that names nothing gets the plain file."""
    taken = set()
    for part in accepted.split(","):
        coding, _, weight = part.partition(";")
        if weight.replace(" ", "").rstrip("0").rstrip(".") not in {"q=", "q=0"}:
            taken.add(coding.strip().lower())
    return taken
