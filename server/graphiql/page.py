"""The page at /graphiql: an editor for the API with sign-in and ready-made operations. It asks no other host.

Its files are built from npm packages into `static/` by `make setup`.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from server.public_files import PublicFiles

__all__ = ["CONTENT_SECURITY_POLICY", "STATIC_FOLDER", "graphiql_routes"]

STATIC_FOLDER = Path(__file__).parent / "static"

# Scripts, workers and requests are ours alone. The editor (Monaco) sets its styles in the page, hence unsafe-inline
# for styles; GraphiQL's fonts and some of its icons are data addresses inside its style sheet.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-cache"}
_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphiQL - Tokentill</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/graphiql/static/app.css">
    <script src="/graphiql/static/app.js" defer></script>
  </head>
  <body>
    <div id="bar"></div>
    <div id="graphiql">Loading…</div>
  </body>
</html>
"""
_NOT_BUILT = """<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>GraphiQL - Tokentill</title><link rel="icon" href="data:,"></head>
  <body>
    <h1>GraphiQL is not built yet</h1>
    <p>Build it in the checkout with <code>make setup</code>, then load this page again. That needs the npm registry
    and Node.js; Node.js comes with the development dependencies.</p>
  </body>
</html>
"""
_SERVICE_UNAVAILABLE = 503


def graphiql_routes(static_folder: Path = STATIC_FOLDER) -> list[BaseRoute]:
    """The routes of the page and its files; to be added only where the settings serve GraphiQL."""

    def page(_request: Request) -> Response:
        if (static_folder / "built").exists():
            return HTMLResponse(_PAGE, headers=_HEADERS)
        return HTMLResponse(_NOT_BUILT, status_code=_SERVICE_UNAVAILABLE, headers=_HEADERS)

    files = PublicFiles(static_folder, headers=_HEADERS)  # workers are bound by the policy of their own file
    return [Route("/graphiql", page, methods=["GET"]), Mount("/graphiql/static", files)]
