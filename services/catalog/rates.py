"""Rates: what one model token of each kind costs, in whole numbers, and what counts come to by them.

A rate is millionths of a wallet token for one model token, so it is also wallet tokens for one million model tokens.
"""

from dataclasses import asdict, dataclass

from gateways.providers import TokenCounts

__all__ = ["HIGHEST_RATE", "MICROTOKENS", "Rates"]

MICROTOKENS = 1_000_000
"""Millionths of a wallet token in one."""
HIGHEST_RATE = 10**12
"""A million wallet tokens for one model token: more is a mistake."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Millionths of a wallet token for one model token of each kind, and for one image; never negative."""

    input: int
    output: int
    cache_read: int
    cache_write: int
    reasoning: int
    image: int = 0
    """For one image that is sent, beside its tokens, which providers count as input."""

    @classmethod
    def flat(cls, rate: int) -> "Rates":
        """The same rate for every kind of token; an image costs its tokens."""
        return cls(rate, rate, rate, rate, rate)

    def as_mapping(self) -> dict[str, int]:
        """By kind, as it stands in a usage record."""
        return asdict(self)

    def cost(self, counts: TokenCounts, images: int = 0) -> int:
        """Whole wallet tokens for `counts` and so many images, rounded up once, at the end."""
        micros = (
            counts.input_tokens * self.input
            + counts.output_tokens * self.output
            + counts.cache_read_tokens * self.cache_read
            + counts.cache_write_tokens * self.cache_write
            + counts.reasoning_tokens * self.reasoning
            + images * self.image
        )
        return -(-micros // MICROTOKENS)

    @property
    def highest_input(self) -> int:
        """For a token that is read, of the kind that costs most."""
        return max(self.input, self.cache_read, self.cache_write)

    @property
    def highest_output(self) -> int:
        """For a token that is written, of the kind that costs most."""
        return max(self.output, self.reasoning)

    def most(self, input_tokens: int, output_tokens: int, images: int = 0) -> int:
        """Whole wallet tokens that so much input and output can cost at most, however it is split into kinds."""
        micros = input_tokens * self.highest_input + output_tokens * self.highest_output + images * self.image
        return -(-micros // MICROTOKENS)

    def most_output(self, input_tokens: int, wallet_tokens: int, limit: int, images: int = 0) -> int:
        """The most output, up to `limit`, that costs at most `wallet_tokens` with so much input; see `most`."""
        left = wallet_tokens * MICROTOKENS - input_tokens * self.highest_input - images * self.image
        if left < 0:
            return 0
        return min(limit, left // self.highest_output) if self.highest_output else limit
