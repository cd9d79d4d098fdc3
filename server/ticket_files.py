"""`GET /tickets/{ticket}.{suffix}`: the file behind a signed link. The link is the caller's only credential."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from messages import in_language, language_of
from services.errors import TokentillError
from services.tickets import Tickets
from services.tickets.service import TICKETS_PATH

__all__ = ["ticket_routes"]

_STATUSES = {"TICKET_LINK_INVALID": 403, "TICKET_LINK_EXPIRED": 410, "NOT_FOUND": 404}
_UNAVAILABLE = 503
_PARAMETER_CHARACTERS_MAXIMUM = 200
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",  # the address is the credential
    "X-Content-Type-Options": "nosniff",
}


def ticket_routes(tickets: Tickets) -> list[Route]:
    """The one route."""

    async def ticket(request: Request) -> Response:
        query = request.query_params
        named = (request.path_params["ticket_id"], request.path_params["suffix"])
        sent = (query.get("expires", ""), query.get("signature", ""))
        try:
            file = await tickets.open(*(value[:_PARAMETER_CHARACTERS_MAXIMUM] for value in (*named, *sent)))
        except TokentillError as error:
            message = in_language(error.message, language_of(request.headers.get("accept-language")))
            status = _STATUSES.get(error.code, _UNAVAILABLE)
            return JSONResponse({"code": error.code, "message": message}, status_code=status, headers=_HEADERS)
        headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="{file.name}"'}
        return Response(file.content, media_type=file.media_type, headers=headers)

    return [Route(TICKETS_PATH + "/{ticket_id}.{suffix}", ticket, methods=["GET"])]
