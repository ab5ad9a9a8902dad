from __future__ import annotations

from typing import Any

import pytest

from healthdesk.domain.spreads import Spread, spread

approx: Any = pytest.approx


def test_of_hand_worked_values():
    # Squares of −2, −1, 0, 0, 3 are 14; over 4 that is 3.5.
    assert spread([3, 4, 5, 5, 8]) == Spread(5, 5, approx(3.5**0.5), 3, 5, 8)


def test_of_one_value_and_of_none():
    assert spread([7]) == Spread(1, 7, None, 7, 7, 7)
    assert spread([]) is None


def test_the_median_of_an_even_number_lies_between():
    assert spread([1, 2, 4, 9]).median == 3
