"""`receipt`: a link to the PDF receipt of one of the caller's payments."""

from typing import Annotated

import strawberry

from messages import Language as MessageLanguage
from schema.context import Info, require_viewer
from schema.money import Language
from schema.receipt import Receipt

__all__ = ["receipt"]


@strawberry.field(
    description="A link to the receipt of one of the caller's payments. RECEIPT_NOT_READY while it is not paid."
)
async def receipt(
    info: Info,
    payment_id: Annotated[strawberry.ID, strawberry.argument(description="The payment's id.")],
    language: Annotated[
        Language | None, strawberry.argument(description="Of the receipt. Null: the language of the request.")
    ] = None,
) -> Receipt:
    """Number it, and sign a link."""
    viewer = require_viewer(info)
    chosen = info.context.language if language is None else MessageLanguage(str(language.value))
    return Receipt.of(await info.context.services.receipts.offer(viewer, payment_id, chosen))
