"""What a chat can cost at most, and why."""

from typing import Annotated, Self, TypeAlias

import strawberry

from schema.attachment import AttachmentInput, AttachmentRefused, ModelTakesNoImages
from schema.errors import OperationRefused
from schema.model import ModelPricing
from schema.scalars import BigInt
from services.chat import ChatEstimate as ServiceEstimate
from services.chat import ChatRequest
from services.chat.errors import AttachmentRefusedError, ModelTakesNoImagesError
from services.errors import TokentillError

__all__ = ["ChatEstimate", "EstimateInput", "EstimateResult", "estimate_refusal"]

_NO_KEY = "estimate"
"""An estimate is not remembered under any key; the service wants some text."""


@strawberry.input(description="A chat that might be sent; the fields mean what they do in `chat`.")
class EstimateInput:
    message: str = strawberry.field(description="What to say: not blank, at most CHAT_MAX_MESSAGE_CHARACTERS.")
    model_id: strawberry.ID | None = strawberry.field(
        default=None, description="A model that `models` lists. Null: the server's default."
    )
    conversation_id: strawberry.ID | None = strawberry.field(
        default=None, description="A conversation of the caller's, which would be sent as well. Null: a new one."
    )
    max_tokens: int | None = strawberry.field(
        default=None, description="The most model tokens of the reply. Null: as much as `chat` would choose now."
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="A team that the caller is in, whose wallet pays, within their cap. Null: their own."
    )
    attachments: list[AttachmentInput] | None = strawberry.field(
        default=None, description="Images that would go with it. They are not fetched for this. Null: none."
    )

    def to_service(self) -> ChatRequest:
        """The service's form."""
        return ChatRequest(
            message=self.message,
            idempotency_key=_NO_KEY,
            model_id=self.model_id,
            conversation_id=self.conversation_id,
            max_tokens=self.max_tokens,
            team_id=self.team_id,
            attachments=None if self.attachments is None else tuple(each.to_service() for each in self.attachments),
        )


@strawberry.type(
    description="What `chat` would hold now, which is the most that it can cost. Nothing is held by an estimate. "
    "`required` is `inputTokens` at the highest of the three rates for what is read, and `outputTokens` at the higher "
    "of the two for what is written, and `images` at the rate of an image, in millionths of a wallet token, rounded "
    "up; at least 1."
)
class ChatEstimate:
    model_id: strawberry.ID = strawberry.field(description="The model that would answer.")
    pricing: ModelPricing = strawberry.field(description="Its rates now. A chat keeps those that it begins with.")
    input_tokens: BigInt = strawberry.field(
        description="The most model tokens of the message, with what is sent of its conversation, and its images."
    )
    images: int = strawberry.field(
        description="Images that would be sent, those of its conversation included, if all of them can be had."
    )
    image_tokens: BigInt = strawberry.field(
        description="How many of `inputTokens` are for each image: the most that this model may count it as."
    )
    output_tokens: BigInt = strawberry.field(description="The most model tokens of the reply, reasoning included.")
    required: BigInt = strawberry.field(description="Wallet tokens that must be available.")
    available: BigInt = strawberry.field(description="Wallet tokens that are available, within the caller's cap.")
    affordable: bool = strawberry.field(description="Whether `chat` would begin.")
    shortened: bool = strawberry.field(
        description="Whether `outputTokens` is less than it could be, because no more is available."
    )
    refusal: str | None = strawberry.field(
        description="The code with which `chat` would refuse, INSUFFICIENT_TOKENS, WALLET_IN_DEBT or "
        "TEAM_CAP_REACHED; null when it would begin."
    )

    @classmethod
    def of(cls, estimate: ServiceEstimate) -> Self:
        """The GraphQL form of `estimate`."""
        return cls(
            model_id=strawberry.ID(estimate.model_id),
            pricing=ModelPricing.of(estimate.price),
            input_tokens=BigInt(estimate.input_tokens),
            images=estimate.images,
            image_tokens=BigInt(estimate.image_tokens),
            output_tokens=BigInt(estimate.output_tokens),
            required=BigInt(estimate.required),
            available=BigInt(estimate.available),
            affordable=estimate.refusal is None,
            shortened=estimate.shortened,
            refusal=estimate.refusal,
        )


EstimateResult: TypeAlias = Annotated[
    ChatEstimate | AttachmentRefused | ModelTakesNoImages | OperationRefused,
    strawberry.union(
        "EstimateResult",
        description="What `estimate` gives. Codes: MODEL_NOT_FOUND, MODEL_NOT_PRICED, NOT_FOUND, PROMPT_TOO_LONG, "
        "INVALID_INPUT, PAYWALL, MESSAGE_BLOCKED, SENDING_BLOCKED, ESTIMATE_UNAVAILABLE, MODELS_UNAVAILABLE, and of "
        "attachments ATTACHMENT_URL_INVALID, ATTACHMENT_TYPE_NOT_TAKEN, MODEL_TAKES_NO_IMAGES.",
    ),
]


def estimate_refusal(error: TokentillError) -> AttachmentRefused | ModelTakesNoImages | OperationRefused:
    """The GraphQL form of `error`."""
    if isinstance(error, AttachmentRefusedError):
        return AttachmentRefused.of(error)
    if isinstance(error, ModelTakesNoImagesError):
        return ModelTakesNoImages.of(error)
    return OperationRefused.of(error)
