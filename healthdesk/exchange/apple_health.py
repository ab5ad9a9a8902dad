"""Apple Health's export.xml, streamed.

A real XML parser (expat) reads everything, but for one thing: runs of top-level records in
the layout Apple writes, which are recognised and taken in columns, several times faster.
Both ways judge a reading by the same rules and give the same rows; whatever is of another
layout the parser gets.

Expat never sees the document type: Apple's is malformed in iOS 16, and without one no
entity can be declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import isnan
from sys import intern
from typing import TYPE_CHECKING

from healthdesk.domain.errors import BadFile
from healthdesk.domain.records import Draft
from healthdesk.exchange import apple_columns, apple_times
from healthdesk.exchange.apple_cut import MARGIN, Cut, Cutter
from healthdesk.exchange.apple_layouts import Layout, Layouts, tidy
from healthdesk.exchange.apple_pressures import Half, Pair, Pressures
from healthdesk.exchange.apple_types import BLOOD_PRESSURE, SLEEP_ANALYSIS, kind_name
from healthdesk.exchange.apple_xml import ElementReader
from healthdesk.exchange.archive import Source
from healthdesk.exchange.batches import (
    PLAIN,
    Batch,
    Extra,
    Judge,
    Options,
    Parser,
    Refused,
    Row,
    Tally,
)
from healthdesk.exchange.columns import Columns, joined
from healthdesk.exchange.files import Files
from healthdesk.exchange.read_ahead import pieces
from healthdesk.exchange.workouts import workout

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

BLOCK = 1 << 20
PROLOG_MAX = 1 << 20
TOKEN_MAX = 1 << 20
# Bytes between two signs of life while nothing is kept.
PROGRESS_EVERY = 8 << 20

# In the prolog: where the data begins, and what has no business before it.
PROLOG = re.compile(
    rb"(?P<comment><!--)|<!ENTITY|<!DOCTYPE\s+[^\s>\[]+\s+(?:SYSTEM|PUBLIC)"
    rb"|(?P<root><HealthData(?=[\s/>]))"
)


APPLE_ROOT = re.compile(rb"<!DOCTYPE\s+HealthData[\s\[>]|<HealthData[\s/>]")


def recognises(head: Head) -> bool:
    data = head.data.removeprefix(b"\xef\xbb\xbf")
    return data.lstrip().startswith(b"<") and APPLE_ROOT.search(data) is not None


def parser(files: Files, options: Options) -> Parser:
    return AppleExports(files, options)


class AppleExports:
    """One export, or several in a folder, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self.tally = Tally(format="apple-health")

    def batches(self) -> Iterator[Batch]:
        for index, member in enumerate(self._files.members):
            with self._files.open(member) as source:
                export = AppleHealth(
                    source, self._options, self._files.name, tally=self.tally, member=index
                )
                for batch in export.batches():
                    members = [index] * len(batch.rows) if len(self._files.members) > 1 else []
                    done, total = self._files.done, self._files.total
                    yield Batch(batch.rows, done, total, batch.extras, members, batch.columns)


class AppleHealth:
    """Parser of one export. `pattern=False` leaves everything to expat (for comparison)."""

    def __init__(
        self,
        source: Source,
        options: Options,
        name: str,
        pattern: bool = True,
        tally: Tally | None = None,
        member: int = 0,
    ) -> None:
        self._source, self._options, self._name = source, options, name
        self._readings = Readings(Judge(options), tally, member, options.owner is not None)
        self._elements = ElementReader(self._readings.element, name)
        self._pattern = pattern
        self.tally = self._readings.tally

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the file is no whole, sound export."""
        told, size = 0, self._options.batch_rows
        for block, length in self._blocks():
            self._take(block, length)
            while self._readings.count >= size:
                yield self._cut(size)
                told = self._source.done
            if self._source.done - told >= PROGRESS_EVERY:
                yield self._cut(0)
                told = self._source.done
        self._elements.end()
        for _ in self._readings.last_pairs(size):
            yield self._cut(size)
        while self._readings.count:
            yield self._cut(size)
        yield self._cut(0)

    def _cut(self, size: int) -> Batch:
        rows, columns = self._readings.cut(size)
        done, extras = self._source.done, self._readings.extras(rows)
        return Batch(rows, done, max(done, self._source.total), extras, columns=columns)

    def _take(self, block: bytes, size: int) -> None:
        taken = 0
        if self._pattern and self._elements.between_children:
            taken = self._take_runs(block, size)
        if taken < size:
            self._elements.feed(block[taken:size])

    def _take_runs(self, block: bytes, size: int) -> int:
        """Take runs of records in columns, and what lies between them by the parser, as far
        as that leaves it between two children of the root; gives how many bytes."""
        taken = 0
        for cut in self._readings.cuts(block, size, self._elements.line):
            if cut.begin > taken:
                self._elements.feed(block[taken : cut.begin])
                taken = cut.begin
                if not self._elements.between_children:
                    break
            self._readings.columns(cut)
            self._elements.skip(cut.breaks)
            taken = cut.end
        return taken

    def _blocks(self) -> Iterator[tuple[bytes, int]]:
        """The document from its root on, cut before a `<`: at a record where there is one.
        Each block with its size; `MARGIN` bytes more stand behind it."""
        rest = self._after_prolog()
        first = rest.find(b"<Record ")
        if first > 0:
            yield rest + bytes(MARGIN), first
            rest = rest[first:]
        for data in pieces(self._source, BLOCK):
            text = rest + data
            cut = text.rfind(b"<Record ", 0, -MARGIN)
            if cut <= 0:
                cut = text.rfind(b"<", 0, -MARGIN)
            if cut > 0:
                yield text, cut
                text = text[cut:]
            rest = text
            if len(rest) > TOKEN_MAX and rest.rfind(b"<", 0, -MARGIN) <= 0:
                raise BadFile("xml-too-long", name=self._name, line=self._elements.line)
        yield rest + bytes(MARGIN), len(rest)

    def _after_prolog(self) -> bytes:
        head, found = b"", None
        while found is None and len(head) < PROLOG_MAX:
            data = self._source.read(BLOCK // 16)
            if not data:
                break
            head += data
            found = self._root(head)
        if found is None:
            raise BadFile("apple-no-data", name=self._name)
        self._elements.skip(_line_breaks(head[:found]))
        return head[found:]

    def _root(self, head: bytes) -> int | None:
        """Where the root begins. Raises `BadFile` for entities and document types elsewhere."""
        at = 0
        while match := PROLOG.search(head, at):
            if match["root"]:
                return match.start()
            if not match["comment"]:
                raise BadFile("xml-entities", name=self._name)
            at = head.find(b"-->", match.end())
            if at < 0:
                return None
        return None


class Readings:
    """Elements and columns become readings; what cannot be one is counted.

    `apart`: what came in columns stays in columns, and only the others become rows.
    """

    def __init__(
        self, judge: Judge, tally: Tally | None = None, member: int = 0, apart: bool = False
    ) -> None:
        self.tally = Tally(format="apple-health") if tally is None else tally
        self._rows: list[Row] = []
        self._columns: list[Columns] = []
        self._apart = apart
        self._judge = judge
        self._layouts = Layouts(judge, member)
        self._cutter = Cutter(self._layouts)
        self._pressures = Pressures()
        # Tags of workouts by their whole row: elements may share a line and a time.
        self._tags: dict[Row, tuple[str, ...]] = {}

    @property
    def count(self) -> int:
        """How many readings wait to be cut off; of a big file only some."""
        return max(len(self._rows), sum(map(len, self._columns)))

    def cut(self, size: int) -> tuple[list[Row], Columns | None]:
        """The first of the rows and of the columns, so many of each at most."""
        rows = self._rows[:size]
        del self._rows[:size]
        if not size or not self._columns:
            return rows, None
        columns = joined(self._columns)
        self._columns = [columns.part(size, len(columns))] if len(columns) > size else []
        return rows, columns.part(0, size)

    def extras(self, rows: Sequence[Row]) -> list[Extra]:
        """What rows that are cut off have beside them; empty where none has anything."""
        if not self._tags:
            return []
        tags = [self._tags.get(row, ()) for row in rows]
        return [(None, "", told, None) if told else PLAIN for told in tags]

    # -- one element at a time ---------------------------------------------------------------

    def element(self, path: Sequence[str], attributes: Mapping[str, str], line: int) -> None:
        if len(path) == 2:
            self._child(path[1], attributes, line)
        elif len(path) == 3 and path[1] == "Correlation" and path[2] == "Record":
            self._pressures.inside(_half(attributes, line))

    def _child(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        if name == "Record":
            self._record(attributes, line)
        elif name == "Correlation":
            identifier = attributes.get("type", "")
            self._pressures.correlation(of_pressure=identifier == BLOOD_PRESSURE)
            self._pairs(self._pressures.sure())
            if identifier != BLOOD_PRESSURE:
                self.tally.ignore(kind_name(identifier))
        elif name == "Workout" and "startDate" in attributes:
            self._workout(attributes, line)
        elif name == "ExportDate":
            self.tally.exported_at = apple_times.parse(attributes.get("value", "").encode())
        elif name != "Me":
            self.tally.ignore(kind_name(name))

    def _record(self, attributes: Mapping[str, str], line: int) -> None:
        layout = self._layouts.of(attributes)
        if layout.pressure:
            self._pressures.top_level(_half(attributes, line))
        elif not layout.slug:
            self.tally.ignore(layout.kind)
        else:
            start, end, value = (
                attributes.get(name, "").encode() for name in ("startDate", "endDate", "value")
            )
            self._judged(layout, start, end, value, line)

    def _workout(self, attributes: Mapping[str, str], line: int) -> None:
        """Records of the same time tell its energy, distance and heart rate."""
        begun, ended = (
            apple_times.parse(attributes.get(name, "").encode())
            for name in ("startDate", "endDate")
        )
        if begun is None or ended is None:
            self.tally.reject(line, "time-unreadable")
            return
        kind = attributes.get("workoutActivityType", "").removeprefix("HKWorkoutActivityType")
        source = tidy(attributes.get("sourceName", ""))
        draft = workout(begun, ended[0], kind=kind, source=source)
        try:
            row, ahead = self._judge.row(draft, line)
        except Refused as refused:
            self.tally.reject(line, refused.code, **refused.params)
            return
        self._accept(row, ahead)
        if draft.tags:
            self._tags[row] = draft.tags

    def _judged(self, layout: Layout, start: bytes, end: bytes, value: bytes, line: int) -> None:
        """One reading by the rules in full: a row, or counted as rejected."""
        try:
            self._accept(*self._judge.row(_draft(layout, start, end, value), line))
        except Refused as refused:
            self.tally.reject(line, refused.code, **refused.params)

    def _accept(self, row: Row, ahead: bool) -> None:
        self._rows.append(row)
        self.tally.accept(row[0], row[10], row[6])
        self.tally.ahead += ahead
        self.tally.spread(row[1], row[2])

    def last_pairs(self, size: int) -> Iterator[None]:
        """The file is over: the rest of blood pressure becomes readings, so many at a time."""
        pairs = iter(self._pressures.others())
        while some := list(islice(pairs, size)):
            self._pairs(some)
            yield

    def _pairs(self, pairs: Sequence[Pair]) -> None:
        kind = self._judge.types.get("blood-pressure")
        for pair in pairs:
            if kind is None:
                self.tally.ignore("blood-pressure")
                continue
            try:
                self._accept(*self._judge.row(pair.draft(kind), pair.line))
            except Refused as refused:
                self.tally.reject(pair.line, refused.code, **refused.params)

    # -- many records at once ----------------------------------------------------------------

    def cuts(self, block: bytes, size: int, line: int) -> Iterator[Cut]:
        """Runs of records in Apple's own layout in a block that begins on `line`."""
        return self._cutter.cuts(block, size, line)

    def columns(self, cut: Cut) -> None:
        layouts = self._layouts.all
        judged = apple_columns.judge(cut, self._layouts, self._judge)
        self._count(judged, layouts)
        if self._apart:
            sure = []
            self._columns.append(judged.sure)
        else:
            sure = apple_columns.rows(judged.sure)
        done = 0
        for index, before in judged.special:
            self._rows.extend(sure[done:before])
            done = before
            self._special(layouts[cut.codes[index]], cut, index, int(cut.lines[index]))
        self._rows.extend(sure[done:])

    def _count(self, judged: apple_columns.Judged, layouts: Sequence[Layout]) -> None:
        for code, n in judged.accepted:
            layout = layouts[code]
            self.tally.accept(layout.slug, layout.source, layout.unit, n)
        for code, n in judged.ignored:
            self.tally.ignore(layouts[code].kind, n)
        for at, offset in judged.span:
            self.tally.spread(at, offset)

    def _special(self, layout: Layout, cut: Cut, index: int, line: int) -> None:
        start, end, value = cut.texts(index)
        if layout.pressure:
            begun, ended, told = (text.decode(errors="replace") for text in (start, end, value))
            words = layout.identifier, layout.source, layout.unit
            half = Half(*words, begun, begun if ended == begun else ended, intern(told), line)
            self._pressures.top_level(half)
        else:
            self._judged(layout, start, end, value, line)


def _line_breaks(text: bytes) -> int:
    """As XML counts them: however a line ends."""
    return text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")


def _half(attributes: Mapping[str, str], line: int) -> Half:
    identifier, unit, start, end, value = (
        attributes.get(name, "") for name in ("type", "unit", "startDate", "endDate", "value")
    )
    source = tidy(attributes.get("sourceName", ""))
    # The halves of a file are held for long: what they share, they share in memory.
    words = intern(identifier), intern(source), intern(unit)
    return Half(*words, start, start if end == start else end, intern(value), line)


def _draft(layout: Layout, start: bytes, end: bytes, value: bytes) -> Draft:
    """Raises `Refused` where a text cannot be read."""
    if layout.scale is None:
        if not layout.unit:
            raise Refused("unit-not-told", type=layout.slug)
        raise Refused("unit-unknown", unit=layout.unit[:40], type=layout.slug)
    amount = layout.number(value)
    if isnan(amount):
        coded = layout.identifier == SLEEP_ANALYSIS
        raise Refused("sleep-stage-unknown" if coded else "not-a-number")
    begun, ended = apple_times.parse(start), apple_times.parse(end)
    if begun is None or ended is None:
        raise Refused("time-unreadable")
    moment = begun[0] == ended[0] and not layout.interval
    return Draft(
        layout.slug,
        amount,
        layout.unit,
        *begun,
        ended_at=None if moment else ended[0],
        source=layout.source,
    )
