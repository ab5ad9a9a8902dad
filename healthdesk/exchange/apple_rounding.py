"""Many values in the digits that are stored, at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain import units

# Every number of nine digits divided by a power of ten up to this one is the very number that
# its decimals mean: both are exact, and a division rounds only once.
POWER_MAX = 22
LEAST, MOST = 1e8, 1e9
TENS = np.array([10.0**power for power in range(POWER_MAX + 1)])
# So near to the middle of two, the product before may have been rounded to the wrong side.
NEAR = 1e-5


def rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each as `units.canonical` makes it: rounded to 9 significant digits."""
    size = np.abs(values)
    fine = (size > 1 / MOST) & (size < MOST)
    power = 8 - np.floor(np.log10(np.where(fine, size, 1.0))).astype(np.int64)
    fine &= power <= POWER_MAX
    tens = TENS[np.where(fine, power, 0)]
    scaled = np.where(fine, values, 0.0) * tens
    whole = np.rint(scaled)
    fine &= (np.abs(whole) >= LEAST) & (np.abs(whole) < MOST)
    fine &= np.abs(np.abs(scaled - whole) - 0.5) > NEAR
    found: NDArray[np.float64] = whole / tens + 0.0
    for place in np.flatnonzero(~fine).tolist():
        found[place] = units.canonical(float(values[place]))
    return found
