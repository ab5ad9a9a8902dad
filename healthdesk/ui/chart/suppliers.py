"""The seam through which more is drawn into the chart over time than its readings.

A `Supplier` is one entry of the menu of layers (a trend, notes at a time, another type). The
`stack.LayerStack` asks it whenever the chart rests somewhere else:

    question(query)     on the main thread: what is to be read, as a `Question` whose `ask`
                        runs in a worker and alone may call services; None draws nothing
    drawn(found, scene) on the main thread, once the answer is there and again when the theme
                        changes: arrays to layers, words, legend; reads nothing

Equal questions (`Question.of`) are asked once until something was written, and what was drawn
last stays until the next answer is there, so that nothing flickers while one moves.

To add one: write a class with these members, name it in `OverTime._suppliers`, and
call `LayerStack.renew(key)` when what it shows has changed otherwise than by readings.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.series import Series
from healthdesk.texts import Format
from healthdesk.ui.chart.lanes import Lane
from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.second import Second
from healthdesk.ui.chart.table import Column, Row

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class LayerQuery:
    """What the chart shows: a type of a person in `unit` from `low` to `high` (wall seconds).

    `start` and `end` are the instants (ms) of what is in sight and half as much to both sides,
    which is what moving may show before the next question; `days` the first and last local
    day in sight, `today` that of the person.
    """

    person_id: int
    kind: HealthType
    unit: str
    low: float
    high: float
    start: int
    end: int
    days: tuple[int, int]
    today: int


@dataclass(frozen=True, slots=True)
class Question(Generic[Found]):
    """`ask` is run in a worker; `of` is all that its answer depends on beside what is stored."""

    of: Hashable
    ask: Callable[[], Found]


@dataclass(frozen=True, slots=True)
class Scene:
    """What drawings are made for: what was asked, the colours, how this person reads, the
    types, and the readings beneath, which may be of another span meanwhile."""

    query: LayerQuery
    look: Look
    format: Format
    types: TypeBook
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class LegendKey:
    """A sign (see `legend.Swatch`) in a colour ("#rrggbb") and what it stands for."""

    shape: str
    color: str
    name: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a supplier adds to the chart.

    `below` and `above` the readings; `lanes` under the plot; `second`, a scale of its own at
    the right, which one supplier can have. `said` is a sentence or two for everybody, shown
    under the chart and told by screen readers: what the layer says, or why it is withheld.
    `told` words what the layer has at a position of the cross ("" for nothing); `columns` and
    `rows` (newest first, beyond the readings) say it in the table. `spoken` is told by screen
    readers alone. `until` is how far (wall seconds) one may move to see all of the layer, where
    that is beyond the readings, and `latest` how far the way to the newest readings leads.
    """

    below: tuple[Layer, ...] = ()
    above: tuple[Layer, ...] = ()
    lanes: tuple[Lane, ...] = ()
    second: Second | None = None
    legend: tuple[LegendKey, ...] = ()
    said: str = ""
    spoken: str = ""
    told: Callable[[float], str] | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    until: float | None = None
    latest: float | None = None


class Supplier(Protocol[Found]):
    """See the module's text. `key` is what the choice is remembered by, `at_first` whether
    the layer is on where nothing was chosen yet."""

    key: str
    at_first: bool

    def name(self) -> str:
        """The words of its entry in the menu."""

    def suits(self, kind: HealthType) -> bool:
        """Whether it has anything to say of a type at all."""

    def question(self, query: LayerQuery) -> Question[Found] | None:
        """What is to be read; on the main thread."""

    def drawn(self, found: Found, scene: Scene) -> Drawing:
        """What is painted and said of the answer; on the main thread."""
