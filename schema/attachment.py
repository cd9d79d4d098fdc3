"""Images that are sent with a message, and why some are not."""

from typing import Self

import strawberry

from schema.errors import UserError
from services.chat import AskedAttachment
from services.chat.errors import AttachmentRefusedError, ModelTakesNoImagesError

__all__ = ["AttachmentInput", "AttachmentRefused", "ModelTakesNoImages"]


@strawberry.input(description="An image by its address. The server fetches it, looks at it, and sends it to the model.")
class AttachmentInput:
    url: str = strawberry.field(
        description="An https address of a public host, on its own port, without a user name; at most 2048 characters. "
        "No redirect is followed."
    )
    type: str = strawberry.field(
        description="`image/png`, `image/jpeg`, `image/webp` or `image/gif`; the image must be what this says."
    )
    name: str | None = strawberry.field(
        default=None, description="What people call it, 1 to 255 printable characters. No model is told. Null: nothing."
    )

    def to_service(self) -> AskedAttachment:
        """The service's form."""
        return AskedAttachment(self.url, self.type, self.name)


@strawberry.type(
    description="An attachment of the message cannot be sent. Nothing was held, sent or stored. `code` says why, and "
    "begins with ATTACHMENT_."
)
class AttachmentRefused(UserError):
    attachment_index: int = strawberry.field(
        description="Its place among the attachments of the message, from 0 on; the first one, if there are several."
    )

    @classmethod
    def of(cls, error: AttachmentRefusedError) -> Self:
        """The GraphQL form of `error`."""
        return cls(code=error.code, message=error.message, retryable=error.retryable, attachment_index=error.index)


@strawberry.type(
    description="The message has attachments, and the model takes text only. Nothing was held, sent or stored. "
    "`models(capabilities: [IMAGES])` lists those that take images."
)
class ModelTakesNoImages(UserError):
    model_id: strawberry.ID = strawberry.field(description="The model that was to answer.")

    @classmethod
    def of(cls, error: ModelTakesNoImagesError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            model_id=strawberry.ID(error.model_id),
        )
