"""Chat: what is asked, what is streamed, what it came to."""

from typing import Annotated, Self, TypeAlias

import strawberry

from schema.attachment import AttachmentInput, AttachmentRefused, ModelTakesNoImages
from schema.balance import Balance
from schema.conversation import Conversation
from schema.errors import OperationRefused
from schema.insufficient_tokens import InsufficientTokens
from schema.message import CompletionUsage, Message
from schema.paywall import Paywall
from schema.scalars import BigInt
from services.allowances.errors import PaywallError
from services.chat import ChatCompleted as ServiceCompleted
from services.chat import ChatDelta as ServiceDelta
from services.chat import ChatEvent as ServiceEvent
from services.chat import ChatRequest
from services.chat import ChatStarted as ServiceStarted
from services.chat.errors import AttachmentRefusedError, ModelTakesNoImagesError
from services.errors import TokentillError
from services.ledger.errors import InsufficientTokensError

__all__ = [
    "CancelChatInput",
    "CancelChatResult",
    "ChatCancelRequested",
    "ChatCompleted",
    "ChatInput",
    "ChatResult",
    "ChatStreamEvent",
    "RegenerateReplyInput",
    "chat_event",
    "chat_refusal",
    "generation_refusal",
]

_SUGGESTION = "Claim free tokens, buy a package, or ask for a shorter reply with a lower maxTokens."


@strawberry.input(
    description="A message to a model. Exactly this input again, with its key, gives the same reply again."
)
class ChatInput:
    message: str = strawberry.field(description="What to say: not blank, at most CHAT_MAX_MESSAGE_CHARACTERS.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client. One key is charged once."
    )
    model_id: strawberry.ID | None = strawberry.field(
        default=None, description="A model that `models` lists. Null: the server's default."
    )
    conversation_id: strawberry.ID | None = strawberry.field(
        default=None, description="A conversation of the caller's to go on with. Null: a new one."
    )
    edits_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="A message of the caller's that this one is sent instead of. It begins a new branch of its "
        "conversation, which is shown from then on; the old one stays and can be shown again.",
    )
    temperature: float | None = strawberry.field(default=None, description="Sampling temperature, 0 to 2. Null: 0.7.")
    max_tokens: int | None = strawberry.field(
        default=None,
        description="The most model tokens of the reply, from 1 to what the caller's plan allows. Null: "
        "CHAT_MAX_TOKENS (4000 unless set), or as much as plan and wallet allow if that is less, but no less than "
        "256. Tokens are held for so long a reply; what it does not use is returned.",
    )
    top_p: float | None = strawberry.field(
        default=None, description="Nucleus sampling, above 0 and at most 1. Null: the model's own."
    )
    attachments: list[AttachmentInput] | None = strawberry.field(
        default=None,
        description="Up to 8 images, for a model with the capability IMAGES. Null: none, or with `editsId` those of "
        "the message that is edited; an empty list: none.",
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="A team that the caller is in, whose wallet pays, within their cap. Null: their own."
    )
    fallback_models: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="Up to 3 models that may serve instead, in this order, when the one before fails before it "
        "delivers anything. What the dearest of them can cost is held; the one that serves is charged. Null: none.",
    )

    def to_service(self) -> ChatRequest:
        """The service's form."""
        return ChatRequest(
            message=self.message,
            idempotency_key=self.idempotency_key,
            model_id=self.model_id,
            conversation_id=self.conversation_id,
            edits_id=self.edits_id,
            temperature=self.temperature,
            max_tokens=self.max_tokens,
            top_p=self.top_p,
            attachments=None if self.attachments is None else tuple(each.to_service() for each in self.attachments),
            team_id=self.team_id,
            fallback_models=tuple(self.fallback_models or ()),
        )


@strawberry.input(description="Which reply to make again. Exactly this input again, with its key, gives the same one.")
class RegenerateReplyInput:
    reply_id: strawberry.ID = strawberry.field(description="A model's message in a conversation of the caller's.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client, for `cancelChat` too. One key "
        "is charged once; `chat` and this share them."
    )
    model_id: strawberry.ID | None = strawberry.field(
        default=None, description="A model that `models` lists. Null: the server's default."
    )
    temperature: float | None = strawberry.field(default=None, description="Sampling temperature, 0 to 2. Null: 0.7.")
    max_tokens: int | None = strawberry.field(
        default=None, description="The most model tokens of the reply, as in `ChatInput`."
    )
    top_p: float | None = strawberry.field(
        default=None, description="Nucleus sampling, above 0 and at most 1. Null: the model's own."
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="A team that the caller is in, whose wallet pays, within their cap. Null: their own."
    )
    fallback_models: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Up to 3 models that may serve instead, as in `ChatInput`. Null: none."
    )

    def to_service(self) -> ChatRequest:
        """The service's form."""
        return ChatRequest(
            message="",
            regenerates_id=self.reply_id,
            idempotency_key=self.idempotency_key,
            model_id=self.model_id,
            temperature=self.temperature,
            max_tokens=self.max_tokens,
            top_p=self.top_p,
            team_id=self.team_id,
            fallback_models=tuple(self.fallback_models or ()),
        )


@strawberry.type(description="Tokens are held, and the model is asked.")
class ChatStarted:
    conversation: Conversation = strawberry.field(
        description="The conversation. A new one is stored with its first reply, under this id."
    )
    held_tokens: BigInt = strawberry.field(description="Wallet tokens held: the most that the reply can cost.")
    messages_left_out: int = strawberry.field(
        description="How many earlier messages of the conversation, the oldest, were not sent to the model, because "
        "they do not fit into its window."
    )
    attachments_left_out: int = strawberry.field(
        description="How many images of earlier messages were not sent though their messages were: the model takes "
        "none, or not so many, or they are not there any more, or are other files now."
    )
    attempt: int = strawberry.field(
        description="1, and more where an attempt that failed was begun again under its key. After a lost connection "
        "it goes into `afterAttempt`: another attempt is another text, which begins at 0."
    )

    @classmethod
    def of(cls, started: ServiceStarted) -> Self:
        """The GraphQL form of `started`."""
        return cls(
            conversation=Conversation.of(started.conversation),
            held_tokens=BigInt(started.held_tokens),
            messages_left_out=started.messages_left_out,
            attachments_left_out=started.attachments_left_out,
            attempt=started.attempt,
        )


@strawberry.type(description="The next text of the reply. All deltas joined, in order, are the stored reply.")
class ChatDelta:
    index: int = strawberry.field(
        description="Where this text begins in the reply, counted in Unicode code points from 0."
    )
    next_index: int = strawberry.field(
        description="Where the next text begins. After a lost connection it goes into `afterIndex`."
    )
    text: str = strawberry.field(description="The text; never empty.")

    @classmethod
    def of(cls, delta: ServiceDelta) -> Self:
        """The GraphQL form of `delta`."""
        return cls(index=delta.index, next_index=delta.index + len(delta.text), text=delta.text)


@strawberry.type(description="The reply is stored and charged.")
class ChatCompleted:
    conversation: Conversation = strawberry.field(description="The conversation, with this reply in it.")
    reply: Message = strawberry.field(description="The model's message.")
    usage: CompletionUsage = strawberry.field(description="What the reply used and cost.")
    balance: Balance = strawberry.field(description="The wallet right after the charge.")
    messages_left_out: int = strawberry.field(
        description="How many earlier messages of the conversation, the oldest, were not sent to the model, because "
        "they do not fit into its window."
    )
    attachments_left_out: int = strawberry.field(
        description="How many images of earlier messages were not sent though their messages were: the model takes "
        "none, or not so many, or they are not there any more, or are other files now."
    )

    @classmethod
    def of(cls, completed: ServiceCompleted) -> Self:
        """The GraphQL form of `completed`."""
        return cls(
            conversation=Conversation.of(completed.conversation),
            reply=Message.of(completed.reply),
            usage=CompletionUsage.of(completed.usage),
            balance=Balance.of(completed.balance),
            messages_left_out=completed.messages_left_out,
            attachments_left_out=completed.attachments_left_out,
        )


ChatResult: TypeAlias = Annotated[
    ChatCompleted | InsufficientTokens | Paywall | AttachmentRefused | ModelTakesNoImages | OperationRefused,
    strawberry.union("ChatResult", description="The outcome of `chat`."),
]


@strawberry.input(description="Which chat to stop.")
class CancelChatInput:
    idempotency_key: str = strawberry.field(description="The key that the chat or stream was begun with.")


@strawberry.type(
    description="The chat is being stopped; `chat` or `chatStream` with its key gives the reply, as far as it came."
)
class ChatCancelRequested:
    idempotency_key: str = strawberry.field(description="The chat's key.")


CancelChatResult: TypeAlias = Annotated[
    ChatCancelRequested | OperationRefused,
    strawberry.union("CancelChatResult", description="The outcome of `cancelChat`."),
]

ChatStreamEvent: TypeAlias = Annotated[
    ChatStarted
    | ChatDelta
    | ChatCompleted
    | InsufficientTokens
    | Paywall
    | AttachmentRefused
    | ModelTakesNoImages
    | OperationRefused,
    strawberry.union(
        "ChatStreamEvent",
        description="`ChatStarted`, then `ChatDelta` in order, then `ChatCompleted`; or an error, which is the last.",
    ),
]


def chat_event(event: ServiceEvent) -> ChatStarted | ChatDelta | ChatCompleted:
    """The GraphQL form of `event`."""
    match event:
        case ServiceStarted():
            return ChatStarted.of(event)
        case ServiceDelta():
            return ChatDelta.of(event)
        case ServiceCompleted():
            return ChatCompleted.of(event)


def chat_refusal(
    error: TokentillError,
) -> InsufficientTokens | Paywall | AttachmentRefused | ModelTakesNoImages | OperationRefused:
    """The GraphQL form of `error`."""
    if isinstance(error, AttachmentRefusedError):
        return AttachmentRefused.of(error)
    if isinstance(error, ModelTakesNoImagesError):
        return ModelTakesNoImages.of(error)
    return generation_refusal(error)


def generation_refusal(error: TokentillError) -> InsufficientTokens | Paywall | OperationRefused:
    """The GraphQL form of `error`, of a generation without attachments."""
    if isinstance(error, InsufficientTokensError):
        return InsufficientTokens.of(error, _SUGGESTION)
    if isinstance(error, PaywallError):
        return Paywall.of(error)
    return OperationRefused.of(error)
