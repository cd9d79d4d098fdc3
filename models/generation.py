"""Generations: each chat request from its hold to its stored reply, so that a crash at any point can be finished."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import BaseModel, Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id
from models.message import Attachment, CompletionUsage, SamplingParameters

FAILED_KEPT_SECONDS = 30 * 86_400
"""After that a failed generation is removed, and its key is new again. One that is done stays for ever."""


CHAT = "chat"
"""The purpose of a generation that is a message in a conversation."""


class GenerationStatus(StrEnum):
    """How far a generation has come. Running, settling and releasing have a lease; its end makes them recoverable."""

    RUNNING = "running"
    """Tokens are being held, or the provider is writing."""
    SETTLING = "settling"
    """The reply is final and stands here; charge and messages follow."""
    RELEASING = "releasing"
    """It failed; the hold is being returned."""
    DONE = "done"
    FAILED = "failed"


class ModelChoice(BaseModel):
    """A model that may serve a generation, with what it costs, frozen when the tokens are held."""

    model_id: str
    provider: str
    rates: dict[str, Int64Amount]
    """Millionths of a wallet token per model token, by kind."""
    price_version: str
    input_bound: Int64Amount
    """The most input tokens that the request can have with this model."""
    images: int = 0
    """Images that are sent to it, those of earlier messages included."""
    max_tokens: int
    """The most output tokens, reasoning included, that this model is asked for."""


class FailedRoute(BaseModel):
    """A model that was asked and delivered nothing, so that another one was asked."""

    provider: str
    model_id: str
    code: str


class GenerationResult(BaseModel):
    """A final reply. `usage.cost` is what is charged, never more than was held."""

    text: str | None
    """None once it stands in its message."""
    finish_reason: str
    usage: CompletionUsage
    counted_by: str
    """`provider`; `record`, the provider's later record of a stream that broke off; or `local`."""
    usage_flag: str | None = None
    """What was wrong with the provider's counts, which were not charged."""
    request_id: str | None = None
    failed_routes: list[FailedRoute] = []
    """Models that were asked before the one that served."""
    first_text_ms: int | None = None
    """Milliseconds from the request to the provider to its first text; None when it sent none."""
    whole_ms: int | None = None
    """To the end of the reply; None where the provider did not end it."""
    at: UtcDatetime


class GenerationFailure(BaseModel):
    """Why there is no reply. `retryable`: the same key may try again."""

    code: str
    message: str
    retryable: bool
    reasons: list[str] = []
    """The categories that a provider's moderation named."""
    failed_routes: list[FailedRoute] = []
    """Models that were asked after the first one."""


class Generation(Document):
    """One chat request of one user under one idempotency key."""

    id: str = Field(default_factory=lambda: new_id("gen"))  # type: ignore[assignment]
    user_id: str
    wallet_id: str
    """Which pays: the user's, or that of a team."""
    team_id: str | None = None
    """The team that pays; None: the user does."""
    cap_reservation: str | None = None
    """Of a team's: under which this attempt is counted against the user's cap."""
    client_key: str
    """The caller's idempotency key; unique for the user."""
    input_hash: str
    """SHA-256 of what was asked for; the same key with other input is refused."""
    attempt: int = 1
    """Grows when a failed generation is tried again under its key; each attempt has a hold of its own."""
    purpose: str = CHAT
    """What its charge is for: `chat`, or the purpose of the structure that its reply must have."""
    conversation_id: str
    owner_id: str | None = None
    """Whose conversation it is, where that is another user than the one who asked."""
    opens_conversation: bool
    """Whether the conversation begins with this message."""
    branch: int = 0
    """The branch of the conversation that it goes on with, or that it leaves."""
    leaves_after: Int64Amount | None = None
    """Position of the last message that its new branch shares, -1 for none; None when it makes no branch."""
    parent_id: str | None = None
    """The message that its new branch leaves after."""
    answers_again: bool = False
    """It makes another reply to a message that is stored already, `user_message_id`."""
    messages_left_out: int = 0
    """Earlier messages of the branch that did not fit into the model's window."""
    message: str | None
    """What the user wrote; None once it stands in its message, or when there will be none."""
    attachments: list[Attachment] = []
    """What goes with it; none, too, once it stands there."""
    attachments_left_out: int = 0
    """Images of earlier messages that were not sent, though the messages were."""
    user_message_id: str
    reply_id: str
    model_id: str
    provider: str
    parameters: SamplingParameters
    rates: dict[str, Int64Amount]
    """Millionths of a wallet token per model token, by kind."""
    price_version: str
    input_bound: Int64Amount
    """The most input tokens that the request can have."""
    images: int = 0
    """See `ModelChoice`."""
    held: Int64Amount
    """Wallet tokens, the most that it can cost."""
    status: GenerationStatus = GenerationStatus.RUNNING
    lease_token: str
    """Who works on it; every change of status names it."""
    lease_until: UtcDatetime | None
    """None when it is done or failed."""
    fallbacks: list[ModelChoice] = []
    """Models that may serve instead, in this order."""
    requested_model_id: str | None = None
    """The model that was asked for, once a fallback has served: then model, provider, rates, price and bounds above
    are the fallback's."""
    cancel_requested: bool = False
    result: GenerationResult | None = None
    failure: GenerationFailure | None = None
    created_at: UtcDatetime
    ended_at: UtcDatetime | None = None

    @property
    def hold_id(self) -> str:
        """The ledger's id of this attempt's hold."""
        return f"{self.id}.{self.attempt}"

    @property
    def choices(self) -> list[ModelChoice]:
        """The model that was asked for, then those that may serve instead."""
        own = ModelChoice(
            model_id=self.model_id,
            provider=self.provider,
            rates=self.rates,
            price_version=self.price_version,
            input_bound=self.input_bound,
            images=self.images,
            max_tokens=self.parameters.max_tokens,
        )
        return [own, *self.fallbacks]

    @property
    def admission_id(self) -> str:
        """Under which its user's allowance counts this attempt, whoever of several callers with the key begins it."""
        return f"{self.client_key}.{self.attempt}"

    class Settings:
        name = "generations"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
            IndexModel(
                [("lease_until", ASCENDING)],
                name="unfinished",
                partialFilterExpression={"lease_until": {"$type": "date"}},
            ),
            IndexModel(
                [("ended_at", ASCENDING)],
                name="failed_expiry",
                expireAfterSeconds=FAILED_KEPT_SECONDS,
                partialFilterExpression={"status": GenerationStatus.FAILED.value},
            ),
        ]
