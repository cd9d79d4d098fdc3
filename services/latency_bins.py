"""Bins for durations: any number of histograms add up, bin by bin, to that of all their values. Pure.

As in HdrHistogram (https://hdrhistogram.org): below 64 ms each millisecond is a bin of its own; from then on every
doubling is cut into 32 equal bins. What a bin is read as lies within 1.6 % of every value in it.
"""

from collections.abc import Mapping

__all__ = ["LAST_BIN", "bin_of", "milliseconds_of", "percentile"]

_SUB_BITS = 5
_EXACT = 2 << _SUB_BITS
_MOST_MILLISECONDS = (1 << 26) - 1
"""About 18 hours; no attempt takes as long."""


def bin_of(milliseconds: int) -> int:
    """The bin of a duration. One below zero counts as none, one beyond the last bin as the last."""
    value = min(max(milliseconds, 0), _MOST_MILLISECONDS)
    shift = max(0, value.bit_length() - _SUB_BITS - 1)
    return (shift << _SUB_BITS) + (value >> shift)


LAST_BIN = bin_of(_MOST_MILLISECONDS)


def milliseconds_of(bin_number: int) -> int:
    """What a bin is read as: its middle."""
    if bin_number < _EXACT:
        return bin_number
    shift = (bin_number >> _SUB_BITS) - 1
    low = (bin_number - (shift << _SUB_BITS)) << shift
    return low + (1 << shift) // 2


def percentile(counts: Mapping[int, int], per_cent: int) -> int | None:
    """The duration in milliseconds that `per_cent` of the counted values are not above; None where there are none.

    The nearest-rank rule: the smallest value such that at least so many are at or below it.
    """
    total = sum(counts.values())
    rank = -(-total * per_cent // 100)
    seen = 0
    for number in sorted(counts):
        seen += counts[number]
        if seen and seen >= rank:
            return milliseconds_of(number)
    return None
