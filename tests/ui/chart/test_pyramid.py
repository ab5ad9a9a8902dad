"""However one looks at readings, none of their extremes gets lost, nor moves elsewhere."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.ui.chart.pyramid import Pyramid


def readings(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Readings in bursts with gaps between, some at the very same moment."""
    rng = np.random.default_rng(seed)
    apart = rng.choice([0.0, 1.0, 60.0, 86_400.0], count, p=[0.1, 0.6, 0.29, 0.01])
    value = rng.normal(70, 9, count)
    value[rng.integers(0, count, 3)] = [250.0, 20.0, 180.0]
    return np.cumsum(apart), value


views = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(1, 30_000),
    st.floats(0, 1), st.floats(1e-6, 1), st.integers(1, 2000),
)  # fmt: skip


@given(views)
def test_extremes_survive_at_every_zoom_and_offset(view):
    seed, count, offset, share, pixels = view
    at, value = readings(seed, count)
    length = max(1.0, float(at[-1] - at[0])) * share
    low = float(at[0]) - length / 2 + float(at[-1] - at[0]) * offset
    high, width = low + length, length / pixels
    found = Pyramid(at, value, value).columns(low, high, width)
    seen = (at >= low) & (at <= high)
    if not seen.any():
        # At most what stands in the columns at the edges, which reach a little farther.
        assert np.all((found.left > low - width) & (found.left < high))
        return
    # Each reading in sight stands in a column that is no farther off than its own width.
    column = np.searchsorted(found.left, at[seen], side="right") - 1
    # The last column takes a reading at its very end.
    column = np.minimum(np.maximum(column, 0), found.left.size - 1)
    assert np.all(at[seen] - found.left[column] <= width * (1 + 1e-6))
    assert np.all(at[seen] - found.left[column] >= -width * 1e-6)
    assert np.all(found.lo[column] <= value[seen])
    assert np.all(found.hi[column] >= value[seen])
    # And nothing is shown that is not there.
    near = (at >= low - width) & (at <= high + width)
    assert set(np.concatenate((found.lo, found.hi)).tolist()) <= set(value[near].tolist())


@given(views, st.floats(0, 2))
def test_points_that_reach_aside_are_in_every_column_they_touch(view, reach_columns):
    seed, count, offset, share, pixels = view
    at, value = readings(seed, count)
    length = max(1.0, float(at[-1] - at[0])) * share
    low = float(at[0]) + float(at[-1] - at[0]) * offset
    width = length / pixels
    reach = width * reach_columns
    found = Pyramid(at, value - 1, value + 1).columns(low, low + length, width, reach)
    for left, lo, hi in list(zip(found.left, found.lo, found.hi, strict=True))[:50]:
        inside = (at > left - reach + width * 1e-6) & (at < left + width + reach - width * 1e-6)
        if inside.any():
            assert lo <= (value[inside] - 1).min()
            assert hi >= (value[inside] + 1).max()


@given(st.integers(0, 2**32 - 1), st.integers(1, 30_000), st.data())
def test_bounds_are_those_of_every_point_between(seed, count, data):
    at, value = readings(seed, count)
    first = data.draw(st.integers(0, count - 1))
    last = data.draw(st.integers(first + 1, count))
    points = Pyramid(at, value, value + 3)
    wanted = (value[first:last].min(), value[first:last].max() + 3)
    assert points.bounds(slice(first, last)) == wanted
    assert points.bounds(slice(first, first)) is None


def test_columns_stay_where_they_are_while_one_moves_along():
    at, value = readings(7, 20_000)
    points = Pyramid(at, value, value)
    width = float(at[-1]) / 500
    here = points.columns(float(at[-1]) * 0.2, float(at[-1]) * 0.6, width)
    there = points.columns(float(at[-1]) * 0.2 + width * 7.3, float(at[-1]) * 0.7, width)
    shared, first, second = np.intersect1d(here.left, there.left, return_indices=True)
    # Those cut at an edge are left out.
    assert shared.size > 50
    assert np.array_equal(here.lo[first][1:-1], there.lo[second][1:-1])
    assert np.array_equal(here.hi[first][1:-1], there.hi[second][1:-1])


def test_levels_take_a_small_share_of_what_the_points_take():
    at, value = readings(3, 100_000)
    points = Pyramid(at, value, value)
    points.bounds(slice(0, at.size))
    held = sum(lo.nbytes + hi.nbytes for lo, hi in points._levels[1:])
    assert held < 0.08 * (at.nbytes + value.nbytes)
