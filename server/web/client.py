"""Serves what `make web` has built: its files, and one page for every address that is a screen of the client."""

import re
import secrets
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.public_files import PublicFiles
from server.web.policy import FILE_HEADERS, PagePolicy
from settings import Settings

__all__ = ["BUILT_FOLDER", "NONCE_PLACEHOLDER", "OF_API", "WebClient"]

BUILT_FOLDER = Path(__file__).parents[2] / "web" / "dist"
NONCE_PLACEHOLDER = "__CSP_NONCE__"
"""Stands in the built page wherever the nonce of the answer belongs."""
OF_API = frozenset(
    {
        "assets",
        "auth",
        "exports",
        "graphiql",
        "graphql",
        "health",
        "metrics",
        "ready",
        "receipts",
        "reset-password",
        "team-invitation",
        "usage-exports",
        "verify-email",
        "webhooks",
    }
)
"""First parts of addresses that are never a screen, whether the API has them just now or not."""

_PAGE = "index.html"
_ASSETS = "/assets/"
_FILE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
_NONCE_BYTES = 16
_SERVICE_UNAVAILABLE = 503
_NOT_BUILT = """<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Tokentill</title></head>
  <body>
    <h1>The web client is not built yet</h1>
    <p>Build it in the checkout with <code>make web</code>, then load this page again. That needs the npm registry and
    Node.js; Node.js comes with the development dependencies. <code>WEB_CLIENT=false</code> serves the API alone.</p>
  </body>
</html>
"""


class WebClient:
    """One for a process. `folder` is looked at for each request, so that a new build needs no restart."""

    def __init__(self, settings: Settings, folder: Path = BUILT_FOLDER) -> None:
        self._folder = folder
        self._policy = PagePolicy(settings)
        # Names of assets hold a hash of what is in them, so they never change; the others are asked about.
        kept = {**FILE_HEADERS, "Cache-Control": "public, max-age=31536000, immutable"}
        self._assets = PublicFiles(folder / _ASSETS.strip("/"), headers=kept)
        self._files = PublicFiles(folder, headers={**FILE_HEADERS, "Cache-Control": "no-cache"})

    def serves(self, scope: Scope) -> bool:
        """Whether this request is for the client: a file of it, or a screen that a browser goes to."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return False
        path: str = scope["path"]
        if path == "/" or path.startswith(_ASSETS) or self._is_file(path):
            return True
        first = path.removeprefix("/").partition("/")[0]
        return first not in OF_API and "text/html" in Headers(scope=scope).get("accept", "").lower()

    def before(self, otherwise: ASGIApp) -> ASGIApp:
        """An application that serves the client, and hands everything else on to `otherwise`."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            if not self.serves(scope):
                await otherwise(scope, receive, send)
                return
            response = await self._answer(scope)
            await response(scope, receive, send)

        return serve

    async def _answer(self, scope: Scope) -> Response:
        """Raises HTTPException, 404, for an asset that is not there."""
        path: str = scope["path"]
        if path.startswith(_ASSETS):
            return await self._assets.get_response(path.removeprefix(_ASSETS), scope)
        if self._is_file(path):
            return await self._files.get_response(path.removeprefix("/"), scope)
        return self._page()

    def _is_file(self, path: str) -> bool:
        """Whether it stands beside the page, such as its icon. Neither the page itself nor a hidden file does."""
        name = path.removeprefix("/")
        return name != _PAGE and bool(_FILE_NAME.fullmatch(name)) and (self._folder / name).is_file()

    def _page(self) -> Response:
        """The page under a nonce of its own. It has no ETag: a 304 would name a nonce that the kept page has not."""
        nonce = secrets.token_urlsafe(_NONCE_BYTES)
        headers = self._policy.headers(nonce)
        try:
            page = (self._folder / _PAGE).read_text("utf-8")
        except FileNotFoundError:
            return HTMLResponse(_NOT_BUILT, status_code=_SERVICE_UNAVAILABLE, headers=headers)
        return HTMLResponse(page.replace(NONCE_PLACEHOLDER, nonce), headers=headers)
