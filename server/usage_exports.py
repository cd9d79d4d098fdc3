"""`GET /usage-exports/{export}.{ending}`: usage as a file, behind a signed link, which is the only credential."""

from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from server.command_line import COMMAND_LINE
from server.exports import HEADERS, refusal
from services.admin.actions import AdminActions
from services.api_keys.callers import key_stands
from services.clock import Clock
from services.errors import TokentillError
from services.identity.service import IdentityService
from services.usage_export.service import USAGE_EXPORTS_PATH, UsageExports
from settings import Settings

__all__ = ["usage_export_routes", "usage_exports_of"]

_PARAMETER_CHARACTERS_MAXIMUM = 200


def usage_exports_of(
    identity: IdentityService,
    settings: Settings,
    clock: Clock,
    database: AsyncDatabase[dict[str, Any]],
    *,
    signing_secret: str,
) -> UsageExports:
    """The service, whose links end with what asked for them: a session, an API key, or the server's command line."""

    async def stands(session_id: str) -> bool:
        if session_id == COMMAND_LINE:
            return True
        if session_id.startswith("key_"):
            return await key_stands(session_id, clock())
        return await identity.sessions.stands(session_id)

    return UsageExports(
        settings,
        clock,
        database,
        stands,
        AdminActions(clock),
        operator=COMMAND_LINE,
        signing_secret=signing_secret,
    )


def usage_export_routes(exports: UsageExports) -> list[Route]:
    """The one route. It answers GET alone: HEAD would take one of the day's exports for nothing."""

    async def export(request: Request) -> Response:
        if request.method != "GET":
            return Response(status_code=405, headers={**HEADERS, "Allow": "GET"})
        query = request.query_params
        sent = (
            query.get("user", ""),
            request.path_params["name"],
            *(query.get(name, "") for name in ("session", "expires", "signature")),
        )
        try:
            file = await exports.open(*(value[:_PARAMETER_CHARACTERS_MAXIMUM] for value in sent))
        except TokentillError as error:
            return refusal(request, error)
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{file.name}"'}
        return StreamingResponse(file.pieces, media_type=file.media_type, headers=headers)

    return [Route(USAGE_EXPORTS_PATH + "/{name}", export, methods=["GET"])]
