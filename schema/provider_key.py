"""Keys of model providers, as admins see and set them. Nothing here ever holds a key but the input that adds one."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Self, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.in_language import IN_LANGUAGE
from schema.scalars import BigInt
from services.provider_keys.service import KeyTested
from services.provider_keys.views import KeyView

__all__ = [
    "AddProviderKeyInput",
    "AddProviderKeyResult",
    "ProviderKey",
    "ProviderKeyAdded",
    "ProviderKeyRemoved",
    "ProviderKeyStatus",
    "ProviderKeyTested",
    "ProviderKeyUpdated",
    "RemoveProviderKeyInput",
    "RemoveProviderKeyResult",
    "TestProviderKeyInput",
    "TestProviderKeyResult",
    "UpdateProviderKeyInput",
    "UpdateProviderKeyResult",
]

_NANO_OF_MICRO = 1_000
_NAME = "What admins call it, in 1 to 100 characters."
_ENABLED = "Whether it may be used."
_COST = (
    "What it costs, in thousandths of the provider's price, 0 to 1000000. The cheapest usable key is used first; of "
    "two that cost the same the older."
)
_REQUESTS_DAY = "Most requests of a day, in UTC. Null: any number."
_REQUESTS_MONTH = "Most requests of a calendar month, in UTC. Null: any number."
_MICRO_DAY = (
    "Most millionths of a US dollar of a day, in UTC, by the provider's published prices. Null: without limit. It may "
    "be passed by what runs when it is reached; models without a published price do not count."
)
_MICRO_MONTH = "The same of a calendar month, in UTC."


@strawberry.enum(description="Whether a key may be used now, and if not, why.")
class ProviderKeyStatus(Enum):
    USABLE = strawberry.enum_value("usable", description="It may be used.")
    DISABLED = strawberry.enum_value("disabled", description="An admin has switched it off.")
    RESTING = strawberry.enum_value(
        "resting", description="It has asked too often (429), for one model at least, and is used again after a rest."
    )
    REFUSED = strawberry.enum_value(
        "refused", description="Its provider did not accept it (401). Look after it; it is tried again after a rest."
    )
    WITHOUT_CREDIT = strawberry.enum_value(
        "without_credit", description="Its account has no credit (402). It is tried again after a rest."
    )
    USED_UP = strawberry.enum_value("used_up", description="It is at one of its limits.")
    UNREADABLE = strawberry.enum_value("unreadable", description="No master key of this server opens it.")
    WITHOUT_PROVIDER = strawberry.enum_value(
        "without_provider", description="The settings do not name its provider any more."
    )


@strawberry.type(description="A key of a model provider, without the key. For admins.")
class ProviderKey:
    id: strawberry.ID = strawberry.field(description="`settings:` and the provider, of a key that the settings hold.")
    provider: str = strawberry.field(description="Such as `openrouter`.")
    name: str = strawberry.field(description=_NAME)
    masked_key: str = strawberry.field(description="Enough to tell it from others, such as `sk-…abcd`.")
    in_settings: bool = strawberry.field(description="Whether the settings hold it; then it cannot be changed here.")
    status: ProviderKeyStatus = strawberry.field(description="Whether it may be used now.")
    needs_attention: bool = strawberry.field(
        description="Whether an admin should look after it: it was refused, has no credit, or cannot be opened."
    )
    rests_until: datetime | None = strawberry.field(description="When it is tried again; null when it does not rest.")
    rests_because: str | None = strawberry.field(
        description="PROVIDER_AUTH, PROVIDER_PAYMENT_REQUIRED or PROVIDER_RATE_LIMITED; null when it does not rest."
    )
    enabled: bool = strawberry.field(description=_ENABLED)
    cost_per_mille: int = strawberry.field(description=_COST)
    requests_per_day: BigInt | None = strawberry.field(description=_REQUESTS_DAY)
    requests_per_month: BigInt | None = strawberry.field(description=_REQUESTS_MONTH)
    microdollars_per_day: BigInt | None = strawberry.field(description=_MICRO_DAY)
    microdollars_per_month: BigInt | None = strawberry.field(description=_MICRO_MONTH)
    requests_today: BigInt = strawberry.field(description="Requests of this day, in UTC; attempts count.")
    requests_this_month: BigInt = strawberry.field(description="Requests of this calendar month, in UTC.")
    microdollars_today: BigInt = strawberry.field(
        description="What it has cost on this day, in UTC, in millionths of a US dollar, rounded up."
    )
    microdollars_this_month: BigInt = strawberry.field(description="What it has cost in this calendar month.")
    created_at: datetime | None = strawberry.field(description="When it was added; null of one in the settings.")

    @classmethod
    def of(cls, view: KeyView) -> Self:
        """The GraphQL form of `view`."""
        key, limits, used, rest = view.key, view.key.limits, view.used, view.rest
        return cls(
            id=strawberry.ID(key.id),
            provider=key.provider,
            name=view.name,
            masked_key=view.mask,
            in_settings=key.of_settings,
            status=ProviderKeyStatus[view.status.name],
            needs_attention=view.needs_attention,
            rests_until=None if rest is None else rest.until,
            rests_because=None if rest is None else rest.code,
            enabled=key.enabled,
            cost_per_mille=key.cost_per_mille,
            requests_per_day=_big(limits.requests_per_day),
            requests_per_month=_big(limits.requests_per_month),
            microdollars_per_day=_micro(limits.nanodollars_per_day),
            microdollars_per_month=_micro(limits.nanodollars_per_month),
            requests_today=BigInt(used.day_requests),
            requests_this_month=BigInt(used.month_requests),
            microdollars_today=BigInt(-(-used.day_nanodollars // _NANO_OF_MICRO)),
            microdollars_this_month=BigInt(-(-used.month_nanodollars // _NANO_OF_MICRO)),
            created_at=None if view.stored is None else view.stored.created_at,
        )


def _big(value: int | None) -> BigInt | None:
    return None if value is None else BigInt(value)


def _micro(nanodollars: int | None) -> BigInt | None:
    return None if nanodollars is None else BigInt(nanodollars // _NANO_OF_MICRO)


def _fields(given: Any) -> dict[str, Any]:
    """What an input says of a key, as the service names it; what is left out stays out."""
    names = ("name", "enabled", "cost_per_mille", "requests_per_day", "requests_per_month")
    fields = {name: value for name in names if (value := getattr(given, name)) is not strawberry.UNSET}
    for period in ("day", "month"):
        micro = getattr(given, f"microdollars_per_{period}")
        if micro is not strawberry.UNSET:
            fields[f"nanodollars_per_{period}"] = None if micro is None else micro * _NANO_OF_MICRO
    never_null = {"name", "enabled", "cost_per_mille"}
    return {name: value for name, value in fields.items() if value is not None or name not in never_null}


@strawberry.input(description="A key to be added. What is left out is not limited.")
class AddProviderKeyInput:
    provider: str = strawberry.field(
        description="`openai`, `openrouter`, `huggingface`, or a name that CHAT_PROVIDERS has."
    )
    name: str = strawberry.field(description=_NAME)
    key: str = strawberry.field(description="The key itself. It is sealed, and never shown again.")
    enabled: bool | None = strawberry.field(default=strawberry.UNSET, description=f"{_ENABLED} Left out: yes.")
    cost_per_mille: int | None = strawberry.field(default=strawberry.UNSET, description=f"{_COST} Left out: 1000.")
    requests_per_day: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_REQUESTS_DAY)
    requests_per_month: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_REQUESTS_MONTH)
    microdollars_per_day: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_MICRO_DAY)
    microdollars_per_month: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_MICRO_MONTH)

    def fields(self) -> dict[str, Any]:
        """As the service takes them."""
        return _fields(self)


@strawberry.input(description="What to change of a key. What is left out stays; null takes a limit away.")
class UpdateProviderKeyInput:
    key_id: strawberry.ID = strawberry.field(description="The id of a key that an admin added.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    enabled: bool | None = strawberry.field(
        default=strawberry.UNSET, description=f"{_ENABLED} True also ends a rest that it has."
    )
    cost_per_mille: int | None = strawberry.field(default=strawberry.UNSET, description=_COST)
    requests_per_day: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_REQUESTS_DAY)
    requests_per_month: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_REQUESTS_MONTH)
    microdollars_per_day: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_MICRO_DAY)
    microdollars_per_month: BigInt | None = strawberry.field(default=strawberry.UNSET, description=_MICRO_MONTH)

    def fields(self) -> dict[str, Any]:
        """As the service takes them."""
        return _fields(self)


@strawberry.input(description="Which key to forget.")
class RemoveProviderKeyInput:
    key_id: strawberry.ID = strawberry.field(description="The id of a key that an admin added.")


@strawberry.input(description="Which key to test, and how.")
class TestProviderKeyInput:
    key_id: strawberry.ID = strawberry.field(description="The id of any key, also of one in the settings.")
    model_id: strawberry.ID | None = strawberry.field(
        default=None, description="The model that is to begin a reply. Null: the provider's cheapest."
    )


@strawberry.type(description="It is there: for chats here at once, on every other server within 2 s.")
class ProviderKeyAdded:
    provider_key: ProviderKey = strawberry.field(description="The key.")


@strawberry.type(description="It is changed: here at once, on every other server within 2 s.")
class ProviderKeyUpdated:
    provider_key: ProviderKey = strawberry.field(description="The key.")


@strawberry.type(description="It is forgotten: here at once, on every other server within 2 s.")
class ProviderKeyRemoved:
    key_id: strawberry.ID = strawberry.field(description="The id that it had.")


@strawberry.type(description="The key was tested.")
class ProviderKeyTested:
    ok: bool = strawberry.field(description="Whether a model began to answer.")
    failure_code: str | None = strawberry.field(description="Why not, such as PROVIDER_AUTH; null when it did.")
    failure_message: str | None = strawberry.field(
        description="The same for people; null when it did.", extensions=[IN_LANGUAGE]
    )
    model_id: strawberry.ID = strawberry.field(description="The model that was asked.")
    milliseconds: int = strawberry.field(description="Until it began to answer, or did not.")
    provider_key: ProviderKey = strawberry.field(description="The key after that: a good one does not rest any more.")

    @classmethod
    def of(cls, tested: KeyTested) -> Self:
        """The GraphQL form of `tested`."""
        failure = tested.test.failure
        return cls(
            ok=failure is None,
            failure_code=None if failure is None else failure.code,
            failure_message=None if failure is None else failure.message,
            model_id=strawberry.ID(tested.test.model_id),
            milliseconds=tested.test.milliseconds,
            provider_key=ProviderKey.of(tested.view),
        )


AddProviderKeyResult: TypeAlias = Annotated[
    ProviderKeyAdded | OperationRefused,
    strawberry.union(
        "AddProviderKeyResult",
        description="The outcome of `addProviderKey`. Codes: FORBIDDEN, INVALID_INPUT, PROVIDER_KEY_TAKEN, "
        "SEALING_OFF, PROVIDER_KEYS_UNAVAILABLE.",
    ),
]
UpdateProviderKeyResult: TypeAlias = Annotated[
    ProviderKeyUpdated | OperationRefused,
    strawberry.union(
        "UpdateProviderKeyResult",
        description="The outcome of `updateProviderKey`. Codes: FORBIDDEN, NOT_FOUND, INVALID_INPUT, "
        "PROVIDER_KEYS_UNAVAILABLE.",
    ),
]
RemoveProviderKeyResult: TypeAlias = Annotated[
    ProviderKeyRemoved | OperationRefused,
    strawberry.union(
        "RemoveProviderKeyResult",
        description="The outcome of `removeProviderKey`. Codes: FORBIDDEN, NOT_FOUND, PROVIDER_KEYS_UNAVAILABLE.",
    ),
]
TestProviderKeyResult: TypeAlias = Annotated[
    ProviderKeyTested | OperationRefused,
    strawberry.union(
        "TestProviderKeyResult",
        description="The outcome of `testProviderKey`. Codes: FORBIDDEN, NOT_FOUND, INVALID_INPUT, "
        "PROVIDER_KEYS_UNAVAILABLE.",
    ),
]
