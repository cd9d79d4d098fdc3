"""What packages and plans have in common as admins see them: what made a version, and that an edit came too late."""

from enum import Enum
from typing import Self

import strawberry

from schema.errors import OperationRefused, UserError
from services.catalog.errors import CatalogEditStaleError
from services.errors import TokentillError

__all__ = [
    "ITEM_ORDER",
    "ITEM_RETIRED",
    "ITEM_VERSION",
    "VERSION_READ",
    "CatalogChangeKind",
    "CatalogEditStale",
    "edit_refusal",
]

ITEM_VERSION = "1 at first; one more with each edit. Goes into the next edit."
ITEM_ORDER = "Lower ones are listed first, and of equal ones the one with the lower id; 0 to 1,000,000."
ITEM_RETIRED = "Whether it is offered to nobody any more. What was bought stands."
VERSION_READ = "The `version` that the caller has read. If it is not the newest any more, nothing is changed."


@strawberry.enum(description="What made a version of a package or plan.")
class CatalogChangeKind(Enum):
    SEEDED = strawberry.enum_value("seeded", description="It was built in when the server first started.")
    CREATED = strawberry.enum_value("created", description="An admin made it.")
    UPDATED = strawberry.enum_value("updated", description="An admin changed it.")
    RETIRED = strawberry.enum_value("retired", description="An admin retired it.")
    RESTORED = strawberry.enum_value("restored", description="An admin offered it again.")
    UNMARKED = strawberry.enum_value("unmarked", description="Another package became the default in its place.")


@strawberry.type(description="Somebody else has edited it since. Read it again, and decide anew.")
class CatalogEditStale(UserError):
    current_version: int = strawberry.field(description="The newest version.")

    @classmethod
    def of(cls, error: CatalogEditStaleError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code, message=error.message, retryable=error.retryable, current_version=error.current_version
        )


def edit_refusal(error: TokentillError) -> CatalogEditStale | OperationRefused:
    """The GraphQL form of what an edit of a package or plan is refused for."""
    return CatalogEditStale.of(error) if isinstance(error, CatalogEditStaleError) else OperationRefused.of(error)
