from dataclasses import replace

import pytest

from services.ledger.values import value


@value(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0


def test_values_compare_hash_and_copy_by_their_fields():
    assert Point(1) == Point(1, 0)
    assert len({Point(1), Point(1, 0), replace(Point(1), y=2)}) == 2


def test_a_value_has_no_other_fields():
    with pytest.raises(AttributeError):
        Point(1).z = 3


def test_a_value_is_frozen_by_declaration():
    with pytest.raises(ValueError, match="frozen"):
        value(frozen=False, slots=True)
