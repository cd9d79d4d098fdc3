"""What a chat can cost at most, and why, before it is sent. Nothing is held or stored."""

from dataclasses import dataclass, replace

from services.allowances.errors import AllowancesUnavailableError
from services.catalog.models import ModelCatalog
from services.catalog.pricing import Price
from services.chat.admission import Admission
from services.chat.affording import SHORTEST_REPLY_TOKENS, fit_to_balance
from services.chat.errors import EstimateUnavailableError
from services.chat.preparation import Preparation, Prepared
from services.chat.request import ChatRequest
from services.clock import Clock
from services.database_errors import database_errors_become
from services.identity.viewer import Viewer
from services.ledger import Balance, Ledger
from services.ledger.errors import InsufficientTokensError, LedgerUnavailableError, WalletInDebtError
from services.moderation.errors import ModerationUnavailableError
from services.subscriptions.errors import SubscriptionsUnavailableError
from services.teams.errors import TeamCapReachedError, TeamsUnavailableError
from settings import Settings

__all__ = ["ChatEstimate", "Estimates"]

_away_is_unavailable = database_errors_become(EstimateUnavailableError)
_DATABASE_AWAY = (
    AllowancesUnavailableError,
    LedgerUnavailableError,
    ModerationUnavailableError,
    SubscriptionsUnavailableError,
    TeamsUnavailableError,
)
"""What those say who are asked on the way, while the database is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatEstimate:
    """What `chat` would hold now; it charges at most that. Where the wallet cannot pay, what it would have to."""

    model_id: str
    price: Price
    input_tokens: int
    """The most model tokens that are read: of the message, what is sent of its conversation, its images, and the
    template."""
    images: int
    """Images that are sent, if all that are named can be had; those of its conversation included."""
    image_tokens: int
    """Of `input_tokens`, those of each image."""
    output_tokens: int
    """The most model tokens that are written, reasoning included."""
    required: int
    """Wallet tokens."""
    available: int
    shortened: bool
    """Whether the reply is limited to less than it could be, because the wallet has no more."""
    refusal: str | None
    """The code with which `chat` would refuse: INSUFFICIENT_TOKENS, WALLET_IN_DEBT or TEAM_CAP_REACHED; None: it is
    affordable."""


class Estimates:
    """One for a process; goes the same way as a chat up to the point where it would hold."""

    def __init__(
        self,
        ledger: Ledger,
        catalog: ModelCatalog,
        settings: Settings,
        clock: Clock,
        admission: Admission,
    ) -> None:
        self._ledger = ledger
        self._settings = settings
        self._admission = admission
        self._preparation = Preparation(catalog, admission, settings, clock)

    @_away_is_unavailable
    async def estimate(self, viewer: Viewer, request: ChatRequest) -> ChatEstimate:
        """The estimate for `request`, whatever its key.

        Raises InvalidInputError, NotFoundError, ModerationError, PaywallError, the catalogue's errors,
        PromptTooLongError, AttachmentRefusedError, ModelTakesNoImagesError, EstimateUnavailableError. No image is
        fetched.
        """
        request.check(most_characters=self._settings.chat_max_message_characters)
        try:
            prepared = await self._preparation.prepare(viewer, request)
            balance = await self._ledger.balance(prepared.generation.wallet_id)
            cap_left = await self._admission.cap_left(prepared.generation)
        except _DATABASE_AWAY as error:
            raise EstimateUnavailableError from error
        return _judged(prepared, balance, asked=request.max_tokens, cap_left=cap_left)


def _judged(prepared: Prepared, balance: Balance, *, asked: int | None, cap_left: int | None) -> ChatEstimate:
    wanted, refusal = prepared.generation, None
    in_wallet = balance.available
    if cap_left is not None and cap_left < in_wallet:
        balance = replace(balance, free=cap_left, purchased=0)
    limit, required = wanted.parameters.max_tokens, int(wanted.held)
    try:
        fitted = fit_to_balance(wanted, balance, asked=asked)
        limit, required = fitted.parameters.max_tokens, int(fitted.held)
    except InsufficientTokensError as error:
        refusal = error.code if error.required > in_wallet else TeamCapReachedError.code
        required = error.required
        limit = min(limit, SHORTEST_REPLY_TOKENS) if asked is None else limit
    except WalletInDebtError as error:
        refusal = error.code
    return ChatEstimate(
        model_id=prepared.model.id,
        price=prepared.model.price,
        input_tokens=wanted.input_bound,
        images=wanted.images,
        image_tokens=prepared.routes[0].image_tokens if wanted.images else 0,
        output_tokens=limit,
        required=required,
        available=balance.available,
        shortened=limit < wanted.parameters.max_tokens,
        refusal=refusal,
    )
