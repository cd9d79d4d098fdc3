"""Who signs up when, and what becomes of them: a year of some hundred people, the same for the same seed. Pure."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

__all__ = ["MODELS", "PROMO_CODE", "Deed", "DemoModel", "Event", "Person", "people_of"]

PROMO_CODE = "SPRING"
_FIRST = (
    "Ada", "Alan", "Barbara", "Chen", "Dorothy", "Edsger", "Fatima", "Grace", "Hedy", "Ivan", "Joan", "Katherine",
    "Leslie", "Li", "Margaret", "Nadia", "Omar", "Priya", "Radia", "Sofia", "Tim", "Uma", "Wei", "Yuki",
)  # fmt: skip
_LAST = (
    "Adams", "Bauer", "Chen", "Diaz", "Evans", "Fischer", "Garcia", "Hoang", "Ito", "Jensen", "Khan", "Lopez",
    "Mehta", "Novak", "Okafor", "Patel", "Rossi", "Santos", "Tanaka", "Wang", "Yilmaz", "Zhang",
)  # fmt: skip
_PACKAGES = (("package_100k", 50), ("package_500k", 35), ("package_1m", 12), ("package_10m", 3))
_METHODS = (("card", 60), ("alipay", 25), ("wechat_pay", 15))
_DECLINES = ("insufficient_funds", "card_declined", "expired_card")
_DAY = timedelta(days=1)


class Deed(Enum):
    """What somebody does."""

    CLAIM = auto()
    BUY = auto()
    DECLINED = auto()
    """They try to buy, and the bank says no."""
    GIVE_UP = auto()
    """They begin to buy, and do not pay."""
    BUY_AND_REFUND = auto()
    BUY_AND_REFUND_HALF = auto()
    BUY_AND_DISPUTE = auto()
    SUBSCRIBE = auto()
    CHAT = auto()


@dataclass(frozen=True, slots=True)
class DemoModel:
    """A model that people chat with. Prices are US dollars per token."""

    id: str
    provider: str
    prices: dict[str, str]
    weight: int
    fails_percent: int
    first_text_ms: int
    token_ms: int


MODELS = (
    DemoModel("deepseek/deepseek-r1", "openrouter", {"input": "0.0000005", "output": "0.0000022"}, 40, 1, 900, 18),
    DemoModel("openai/gpt-oss-20b", "openrouter", {"input": "0.00000005", "output": "0.0000002"}, 30, 2, 350, 6),
    DemoModel(
        "meta-llama/llama-3.1-405b-instruct",
        "huggingface",
        {"input": "0.0000008", "output": "0.0000008"},
        20,
        4,
        700,
        14,
    ),
    DemoModel("qwen/qwen3-32b", "huggingface", {"input": "0.0000001", "output": "0.0000003"}, 10, 3, 500, 9),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One deed. `choice` decides whatever there is to choose in it: two numbers from 0 to 1."""

    at: datetime
    deed: Deed
    choice: tuple[float, float]


@dataclass(slots=True)
class Person:
    """Somebody, with all that they do, in order."""

    number: int
    name: str
    email: str
    signed_up_at: datetime
    model: DemoModel
    """What they mostly chat with."""
    events: list[Event] = field(default_factory=list)

    def package(self, event: Event) -> str:
        """What they buy."""
        return _chosen(_PACKAGES, event.choice[0])

    def method(self, event: Event) -> str:
        """How they pay."""
        return _chosen(_METHODS, event.choice[1])

    def decline(self, event: Event) -> str:
        """Why the bank says no."""
        return _DECLINES[int(event.choice[0] * len(_DECLINES))]


def people_of(seed: int, count: int, end: datetime) -> list[Person]:
    """`count` people who came in the year before `end`, more of them the later it was."""
    return [_person(random.Random(f"{seed} {number}"), number, end) for number in range(count)]  # noqa: S311 - a story


def _person(dice: random.Random, number: int, end: datetime) -> Person:
    first, last = dice.choice(_FIRST), dice.choice(_LAST)
    ago = 365 * (1 - dice.random() ** 0.6)
    signed_up_at = _waking(dice, end - timedelta(days=max(1.0, ago)))
    model = dice.choices(MODELS, [each.weight for each in MODELS])[0]
    person = Person(number, f"{first} {last}", f"{first}.{last}.{number}@example.com".lower(), signed_up_at, model)
    days = (end - signed_up_at) // _DAY
    keenness = dice.betavariate(1, 9)
    """How often they come: few do every day."""
    for day in range(days):
        if dice.random() < keenness:
            _day(dice, person, signed_up_at + day * _DAY)
    if dice.random() < 0.08 and days > 20:  # noqa: PLR2004 - one in twelve
        person.events.append(_event(dice, signed_up_at + dice.randrange(10) * _DAY, Deed.SUBSCRIBE))
    person.events = sorted((each for each in person.events if signed_up_at < each.at < end), key=lambda each: each.at)
    return person


def _day(dice: random.Random, person: Person, day: datetime) -> None:
    if dice.random() < 0.4:  # noqa: PLR2004 - two days of five
        person.events.append(_event(dice, day, Deed.CLAIM))
    if dice.random() < 0.12:  # noqa: PLR2004 - one day of eight
        deeds = (Deed.BUY, Deed.DECLINED, Deed.GIVE_UP, Deed.BUY_AND_REFUND, Deed.BUY_AND_REFUND_HALF)
        person.events.append(_event(dice, day, dice.choices(deeds, (82, 8, 6, 2, 2))[0]))
    if dice.random() < 0.001:  # noqa: PLR2004 - some in a year, of all
        person.events.append(_event(dice, day, Deed.BUY_AND_DISPUTE))
    person.events += [_event(dice, day, Deed.CHAT) for _ in range(dice.choice((0, 1, 1, 2)))]


def _event(dice: random.Random, day: datetime, deed: Deed) -> Event:
    return Event(_waking(dice, day), deed, (dice.random(), dice.random()))


def _waking(dice: random.Random, day: datetime) -> datetime:
    """A moment of the day, mostly by daylight in Europe and Asia."""
    minute = int(min(max(dice.gauss(11 * 60, 240), 0), 24 * 60 - 1))
    start = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return start + timedelta(minutes=minute, milliseconds=dice.randrange(60_000))


def _chosen(weights: tuple[tuple[str, int], ...], number: float) -> str:
    rest = number * sum(weight for _, weight in weights)
    for name, weight in weights:
        rest -= weight
        if rest < 0:
            return name
    return weights[-1][0]
