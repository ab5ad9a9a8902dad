"""How values are spread: how often each is seen, and how much lies in which range."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from healthdesk.domain.health_types import HealthType
from healthdesk.services.distributions import Distribution, Share, Spread
from healthdesk.texts import part_name, tr, tr_n, type_name, unit_label
from healthdesk.texts.pressure import class_name, rule_name
from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.look import Look, Numbers, faded
from healthdesk.ui.chart.plot import Scene, Station, values_foot
from healthdesk.ui.chart.shades import bands, classes
from healthdesk.ui.chart.shapes import Box, Boxes, Post, Posts, Segment, SharesBar, Sides
from healthdesk.ui.chart_views.still import SpanView, Told
from healthdesk.ui.chart_views.view import Subject

Shown = tuple[Share, str, str]  # a share, its colour, its words
BAND_OPACITY: Final = 0.09
BAR_OPACITY: Final = 0.72
# So many bins have room along the foot at least.
LEAST_BINS: Final = 9


class DistributionView(SpanView[Distribution]):
    """A histogram with percentiles, and shares of ranges."""

    CHOICES = ("year", "month", "quarter", "all")

    def question(self, subject: Subject) -> Callable[[], Distribution]:
        charts, actor, span = self.context.app.charts, self.context.actor, self.span()
        slug, unit = subject.kind.slug, self.context.current.unit(subject.kind.slug)
        return lambda: charts.distribution(actor, subject.person_id, slug, unit, span)

    def tell(self, subject: Subject, found: Distribution, look: Look) -> Told:
        if not found.parts:
            return Told(None, note=tr("No readings in this time."))
        kind = subject.kind
        low, high = _reach(found.parts)
        shown = self._shares(kind, found, look)
        total = sum(share.count for share, _, _ in shown)
        head = None
        if total:
            head = SharesBar(
                [
                    Segment(share.count / total, color, self._percent(share.count, total))
                    for share, color, _ in shown
                ]
            )
        scene = Scene(
            layers=tuple(self._layers(kind, found, look)),
            low=low,
            high=high,
            foot=values_foot(low, high, self.numbers(kind), self._foot_title(kind)),
            numbers=Numbers(lambda value, digits: f"{self.format.number(value, digits)} %", 1),
            stations=self._stations(kind, found),
            from_zero=True,
            head=head,
        )
        return Told(
            scene, self._sentence(kind, found, shown, total), self._figures(kind, found),
            self._legend(kind, found, shown, total, look), self._note(found),
            *self._grid(kind, found),
        )  # fmt: skip

    # Drawing --------------------------------------------------------------------------------

    def _layers(self, kind: HealthType, found: Distribution, look: Look) -> list[Layer]:
        layers: list[Layer] = []
        posts: list[Post] = []
        for part, spread in enumerate(found.parts):
            if spread.typical != (None, None):
                color = faded(look.series[part], BAND_OPACITY)
                layers.append(Sides([(*spread.typical, color)]))
            layers.append(_bars(spread, look.series[part]))
            posts += self._posts(kind, spread, look, several=len(found.parts) > 1)
        return [*layers, Posts(posts, look)]

    def _posts(self, kind: HealthType, spread: Spread, look: Look, *, several: bool) -> list[Post]:
        told = spread.percentiles
        if not told:
            return []
        numbers = self.numbers(kind)
        middle = numbers.text(told[50], numbers.decimals)
        posts = [Post(told[50], look.text, tr("Median {value}", value=middle))]
        if not several:
            posts += [
                Post(told[percent], look.muted, f"{percent} %", dash=True)
                for percent in (5, 25, 75, 95)
            ]
        return posts

    def _stations(self, kind: HealthType, found: Distribution) -> tuple[Station, ...]:
        stations = []
        for part, spread in enumerate(found.parts):
            name = part_name(kind.parts[part].slug) if kind.parts else ""
            for number, count in enumerate(spread.bins.counts):
                if not count:
                    continue
                low, high = spread.bins.edges(number)
                stations.append(
                    Station(
                        (low + high) / 2, (100 * count / spread.n,),
                        self._percent(count, spread.n), self._between(kind, low, high),
                        self._count(found, count), name,
                    )
                )  # fmt: skip
        return tuple(sorted(stations, key=lambda station: station.at))

    # Words ----------------------------------------------------------------------------------

    def _foot_title(self, kind: HealthType) -> str:
        unit = self.context.current.unit(kind.slug)
        return "" if unit == "min" else unit_label(unit)

    def _percent(self, count: int, total: int) -> str:
        share = 100 * count / total
        return f"{self.format.number(share, 1 if 0 < share < 10 else 0)} %"

    def _between(self, kind: HealthType, low: float, high: float) -> str:
        """The values of a bin, as they are written; its upper end belongs to the next."""
        words, digits = self.words(kind), self.numbers(kind).decimals
        step = 10.0**-digits
        if high - low < 1.5 * step:
            return words.value((low,))
        return tr("{low} to {high}", low=words.value((low,)), high=words.value((high - step,)))

    def _count(self, found: Distribution, count: int) -> str:
        n = self.format.number(count, 0)
        if found.of == "days":
            return tr_n("{n} day", "{n} days", count, n=n)
        return tr_n("{n} reading", "{n} readings", count, n=n)

    def _figures(self, kind: HealthType, found: Distribution) -> list[tuple[str, str]]:
        words = self.words(kind)

        def told(value: Callable[[Spread], float]) -> str:
            return words.value([value(spread) for spread in found.parts])

        figures = [(tr("Mean"), told(lambda s: s.mean))]
        if all(spread.percentiles for spread in found.parts):
            figures += [
                (tr("Median"), told(lambda s: s.percentiles[50])),
                (tr("5 % below"), told(lambda s: s.percentiles[5])),
                (tr("5 % above"), told(lambda s: s.percentiles[95])),
            ]
        n = found.parts[0].n
        name = tr("Days") if found.of == "days" else tr("Readings")
        return [*figures, (name, self.format.number(n, 0))]

    def _shares(self, kind: HealthType, found: Distribution, look: Look) -> list[Shown]:
        if found.rule is not None:
            usual = sum(not found.rule.is_raised(n) for n in range(len(found.ranges)))
            colors = classes(look, usual, len(found.ranges) - usual)
            return [
                (share, colors[number], class_name(share.code))
                for number, share in enumerate(found.ranges)
            ]  # fmt: skip
        _, low, inside, high, _ = bands(look)
        colors_by_code = {"below": low, "inside": inside, "above": high}
        return [
            (share, colors_by_code[share.code], self._range(kind, share))
            for share in found.parts[0].shares
        ]

    def _range(self, kind: HealthType, share: Share) -> str:
        words = self.words(kind)
        low, high = (None if v is None else words.value((v,)) for v in (share.low, share.high))
        if share.code == "below":
            return tr("Below {value}", value=high)
        if share.code == "above":
            return tr("Above {value}", value=low)
        return tr("In the typical range")

    def _legend(
        self, kind: HealthType, found: Distribution, shown: Sequence[Shown], total: int, look: Look
    ) -> list[tuple[str, int | str, str]]:
        entries: list[tuple[str, int | str, str]] = [
            ("block", look.series[n], part_name(part.slug)) for n, part in enumerate(kind.parts)
        ]
        entries += [
            ("block", color, f"{words}: {self._percent(share.count, total)}")
            for share, color, words in shown
        ]
        return entries

    def _note(self, found: Distribution) -> str:
        notes = []
        if found.rule is not None:
            notes.append(
                tr(
                    "The bar tells how many single readings fall in which range by {rule}; a "
                    "class belongs to a mean.", rule=rule_name(found.rule),
                )
            )  # fmt: skip
        if found.of == "days" and self.subject is not None and not self._summed():
            notes.append(tr("So many readings are told by the means of their days."))
        return " ".join(notes)

    def _summed(self) -> bool:
        return self.subject is not None and self.subject.kind.aggregate == "sum"

    def _sentence(
        self, kind: HealthType, found: Distribution, shown: Sequence[Shown], total: int
    ) -> str:
        told = ", ".join(f"{name}: {value}" for name, value in self._figures(kind, found))
        shares = ", ".join(f"{words}: {self._percent(s.count, total)}" for s, _, words in shown)
        sentence = tr("How {type} is spread. {figures}.", type=type_name(kind), figures=told)
        return f"{sentence} {shares}." if shares else sentence

    def _grid(
        self, kind: HealthType, found: Distribution
    ) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        name = tr("Days") if found.of == "days" else tr("Readings")
        headings = tr("Part"), tr("Value"), name, tr("Share")
        rows: list[tuple[str, ...]] = [
            (
                part_name(kind.parts[part].slug) if kind.parts else "",
                self._between(kind, *spread.bins.edges(number)), self.format.number(count, 0),
                self._percent(count, spread.n),
            )
            for part, spread in enumerate(found.parts)
            for number, count in enumerate(spread.bins.counts)
        ]  # fmt: skip
        if kind.parts:
            return headings, rows
        return headings[1:], [row[1:] for row in rows]


def _bars(spread: Spread, color: str) -> Boxes:
    boxes = []
    for number, count in enumerate(spread.bins.counts):
        low, high = spread.bins.edges(number)
        boxes.append(Box(low, high, 0.0, 100 * count / spread.n, color, BAR_OPACITY))
    return Boxes(boxes)


def _reach(parts: Sequence[Spread]) -> tuple[float, float]:
    """All bins, and room at both ends, so that a single one does not fill the plot."""
    ends = [spread.bins.edges(n) for spread in parts for n in (0, len(spread.bins.counts) - 1)]
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    width = parts[0].bins.width
    room = max(0.03 * (high - low), (LEAST_BINS * width - (high - low)) / 2)
    return low - room, high + room
