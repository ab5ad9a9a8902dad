"""Decimal numbers of a few digits, read in columns: eight bytes of text as one number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]

# The same in each of eight bytes.
ONES = 0x0101010101010101
ALL, HIGHEST, UPPER, LOWER = 0xFF * ONES, 0x80 * ONES, 0xF0 * ONES, 0x0F * ONES
POINTS, DIGITS, SIXES = ord(".") * ONES, ord("0") * ONES, 6 * ONES
# Every other byte, pair and four of them.
PAIRS, FOURS, EIGHTS = 0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF
# One bit times this has the bit's place in its highest byte, where that is a multiple of eight.
PLACES = 0x0008101820283038
TENS = np.array([10.0**power for power in range(8)])


def decimals(words: Words, widths: NDArray[np.int64]) -> tuple[NDArray[np.float64], Flags]:
    """The numbers which texts of so many bytes are, and which of them were read: those of up
    to eight digits, one of which may be a point, without a sign.

    `words` begin with the texts, the first byte lowest; what stands behind does not matter.
    A number so short and the power of ten below it are exact, so that their quotient is the
    number `float` reads.
    """
    fits = (widths > 0) & (widths <= 8)
    bits = np.where(fits, widths, 1).astype(np.uint64) * 8
    text = words & (ALL >> (64 - bits))
    # The highest bit of each byte that is a point.
    other = text ^ POINTS
    point = (other - ONES) & ~other & HIGHEST
    pointed = point != 0
    fits &= point & (point - pointed) == 0
    before = point >> 7
    # Without the point: the bytes behind it move down.
    low = before - pointed
    text = np.where(pointed, (text & low) | (text >> 8 & ~low), text)
    digits = bits - np.where(pointed, np.uint64(8), np.uint64(0))
    fits &= digits > 0
    digits = np.where(fits, digits, np.uint64(8))
    shown = ALL >> (64 - digits)
    fits &= (text & UPPER ^ DIGITS) & shown == 0
    # With six more a digit still has the upper half it had; what is above 9 has another.
    fits &= ((text & LOWER) + SIXES & UPPER) & shown == 0
    # The last digit stands highest now, behind zeros.
    number = (text & LOWER & shown) << (64 - digits)
    number = number * 10 + (number >> 8) & PAIRS
    number = number * 100 + (number >> 16) & FOURS
    number = number * 10_000 + (number >> 32) & EIGHTS
    behind = np.where(pointed & fits, digits - (before * PLACES >> 56), np.uint64(0)) >> 3
    return number / TENS[behind.view(np.int64) & 7], fits
