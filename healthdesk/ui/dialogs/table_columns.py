"""What the columns of a table hold, chosen beside a few of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from healthdesk.domain import units
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.table_mapping import (
    PARTS,
    Column,
    PartOf,
    Role,
    TableMapping,
    from_document,
    to_document,
)
from healthdesk.domain.transfers import Question
from healthdesk.texts import part_name, tr, type_name, unit_label
from healthdesk.ui import theme, widgets
from healthdesk.ui.flow_row import FlowRow

SAMPLES: Final = 3
HEAD_WIDTH: Final = 170
# Characters of samples beside one another.
LINE_CHARS: Final = 26
# A value whose type another column tells.
TOLD: Final = "value:"
ROLES: Final[tuple[Role, ...]] = (
    "ignore", "moment", "date", "time", "end", "unit", "type", "note", "tags", "person", "source",
)  # fmt: skip


def role_names() -> dict[str, str]:
    """Shown names of what a column may hold beside the values of a type."""
    return {
        "ignore": tr("Nothing to keep"),
        "moment": tr("Date and time"),
        "date": tr("Date"),
        "time": tr("Time of day"),
        "end": tr("End (time or date and time)"),
        "unit": tr("Unit of the value"),
        "type": tr("Kind of reading"),
        "note": tr("Note"),
        "tags": tr("Tags"),
        "person": tr("Person"),
        "source": tr("Device or source"),
    }


class ColumnRow:
    """The controls of one column: what it holds, and in which unit."""

    def __init__(
        self, name: str, column: Column, types: TypeBook, like: ColumnRow | None = None
    ) -> None:
        """`like` is another column of the table, which offers the same."""
        self.name, self._types = name, types
        self.holds = QComboBox()
        self.unit = QComboBox()
        for box, said in (
            (self.holds, tr("What “{column}” holds", column=name)),
            (self.unit, tr("Unit of “{column}”", column=name)),
        ):
            box.setAccessibleName(said)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if like is None:
            self._fill()
        else:
            self.holds.setModel(like.holds.model())
        self.holds.currentIndexChanged.connect(lambda _: self._offer_units())
        self.holds.setCurrentIndex(max(0, self.holds.findData(_key(column))))
        self._offer_units()
        if column.unit:
            self.unit.setCurrentIndex(max(0, self.unit.findData(column.unit)))
        self.error = widgets.Text("", "caption", tone="bad", wrap=True)
        self.error.hide()

    def _fill(self) -> None:
        names = role_names()
        for role in ROLES:
            self.holds.addItem(names[role], role)
        self.holds.addItem(tr("Value of the kind in its row"), TOLD)
        self.holds.insertSeparator(self.holds.count())
        for text, key in sorted(_values(self._types)):
            self.holds.addItem(text, key)

    def _kind(self) -> HealthType | None:
        key = str(self.holds.currentData())
        return self._types.get(key.split(":")[1]) if key.startswith("value:") else None

    def _offer_units(self) -> None:
        kind = self._kind()
        self.unit.clear()
        if kind is None:
            self.unit.hide()
            return
        if not units.alike(kind.units, kind.slug):
            self.unit.addItem(tr("Unit…"), "")
        for unit in kind.units:
            self.unit.addItem(unit_label(unit) or unit, unit)
        _give_room(self.unit)
        self.unit.setVisible(len(kind.units) > 1)

    def lacks_unit(self, samples: Sequence[str]) -> bool:
        """Whether a unit has to be chosen: its cells are bare numbers."""
        if self._kind() is None or self.unit.currentData() != "":
            return False
        return bool(samples) and all(_is_bare(sample) for sample in samples)

    def column(self) -> Column:
        key = str(self.holds.currentData())
        if not key.startswith("value:"):
            return Column(_role(key))
        _, slug, part = [*key.split(":"), "", ""][:3]
        unit = str(self.unit.currentData() or "") if slug else ""
        return Column("value", slug, unit, _part(part))

    def show_error(self, said: str) -> None:
        self.error.setText(said)
        self.error.setVisible(bool(said))


class TableColumns(QWidget):
    """The columns of one table of a file, with its first rows. `changed` when one was chosen."""

    changed = Signal()

    def __init__(self, question: Question, types: TypeBook) -> None:
        super().__init__()
        self.question, self._types = question, types
        details = question.details
        names: Sequence[str] = details.get("columns", ())
        rows: Sequence[Sequence[str]] = details.get("rows", ())
        self._proposal = proposal = _proposal(details.get("proposal", {}))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        sheet, table = details.get("sheet", ""), details.get("table", "")
        if details.get("remembered"):
            said = tr("Say what its columns hold from now on. What was imported before stays as "
                      "it is.")  # fmt: skip
        elif details.get("ours"):
            said = tr("HealthDesk wrote this workbook to be looked at in other programs. What it "
                      "reads back is an export as CSV or JSON: import that, or say what these "
                      "columns hold.")  # fmt: skip
        else:
            said = tr("HealthDesk does not know this table. Say what its columns hold; it will be "
                      "remembered for the next one.")  # fmt: skip
        if sheet or table:
            named = tr("Sheet “{name}”", name=sheet) if sheet else tr("Table “{name}”", name=table)
            column.addWidget(widgets.Text(named, "strong", wrap=True))
        column.addWidget(widgets.Text(said, tone="muted", wrap=True))
        self.skip = QCheckBox(tr("Leave this sheet out") if sheet else tr("Leave this table out"))
        self.skip.setVisible(bool(sheet or table))
        column.addWidget(self.skip)
        self.error = widgets.Text("", tone="bad", wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        self._grid = QWidget()
        lines = QVBoxLayout(self._grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        self.rows: list[ColumnRow] = []
        self._samples: list[Sequence[str]] = []
        for place, name in enumerate(names):
            samples = [row[place] for row in rows if place < len(row) and row[place]]
            like = self.rows[0] if self.rows else None
            row = ColumnRow(name, proposal.columns.get(name, Column("ignore")), types, like)
            self.rows.append(row)
            self._samples.append(samples)
            lines.addWidget(_line(_head(name, samples), row))
        self.decimal = _decimal_box(proposal)
        signs = _beside(_head(self.decimal.accessibleName(), None), self.decimal)
        lines.addWidget(signs)
        if table:  # a database has numbers as such
            signs.hide()
        column.addWidget(self._grid)
        self.skip.toggled.connect(lambda off: self._grid.setEnabled(not off))
        self.skip.toggled.connect(lambda _: self.changed.emit())
        self.decimal.currentIndexChanged.connect(lambda _: self.changed.emit())
        for row in self.rows:
            row.holds.currentIndexChanged.connect(lambda _: self.changed.emit())
            row.unit.currentIndexChanged.connect(lambda _: self.changed.emit())

    def document(self) -> dict[str, Any]:
        """The mapping as it is given to the import. Raises `InvalidData`, also where only the
        unit of a column is open."""
        self.show_errors([])
        document = self._document()
        if lacking := self._lacking_units():
            raise InvalidData(*(FieldError(row.name, "mapping-without-unit") for row in lacking))
        return document

    def _lacking_units(self) -> list[ColumnRow]:
        """Where neither the numbers nor another column tell it."""
        told = any(row.holds.currentData() == "unit" for row in self.rows)
        if told or self.skip.isChecked():
            return []
        each = zip(self.rows, self._samples, strict=True)
        return [row for row, samples in each if row.lacks_unit(samples)]

    def _document(self) -> dict[str, Any]:
        if self.skip.isChecked():
            return to_document(TableMapping(skip=True))
        columns = {row.name: row.column() for row in self.rows}
        kept = {name: column for name, column in columns.items() if column.role != "ignore"}
        decimal = self.decimal.currentData()
        document = to_document(replace(self._proposal, columns=kept, decimal=decimal))
        from_document(document, self._types)
        return document

    def wrong_fields(self) -> list[QWidget]:
        """The boxes of the columns that are wrong; the first one where the whole is."""
        try:
            self._document()
        except InvalidData as error:
            names = {one.field for one in error.fields}
            wrong: list[QWidget] = [row.holds for row in self.rows if row.name in names]
            return wrong or [row.holds for row in self.rows[:1]]
        return [row.unit for row in self._lacking_units()]

    def show_errors(self, told: Sequence[tuple[str, str]]) -> None:
        """Beside the columns they concern; the rest above."""
        by_name = dict(told)
        for row in self.rows:
            row.show_error(by_name.pop(row.name, ""))
        self.error.setText(" ".join(by_name.values()))
        self.error.setVisible(bool(by_name))


def _is_bare(sample: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return bool(sample.strip()) and not sample.strip(" 0123456789.,+-<>~'\u00a0\u202f").strip()


def _decimal_box(proposal: TableMapping) -> QComboBox:
    """What no number of the table may prove: `81,412` is either of two."""
    box = QComboBox()
    box.setAccessibleName(tr("Decimal sign of its numbers"))
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.addItem(tr("As the numbers show"), None)
    box.addItem(tr("Point: 81.4"), ".")
    box.addItem(tr("Comma: 81,4"), ",")
    box.setCurrentIndex(max(0, box.findData(proposal.decimal)))
    _give_room(box)
    return box


def _give_room(box: QComboBox) -> None:
    """Styled boxes ask for a little less than their text takes."""
    box.setMinimumWidth(box.sizeHint().width() + theme.current().px(8))


def _line(head: QWidget, row: ColumnRow) -> QWidget:
    """A column's name and samples, its boxes beside them or, in large text, below."""
    line = QWidget()
    whole = QVBoxLayout(line)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(4)
    whole.addWidget(_beside(head, row.holds, row.unit))
    whole.addWidget(row.error)
    return line


def _beside(head: QWidget, *boxes: QComboBox) -> QWidget:
    """Words with their boxes beside them or, in large text, below."""
    line = QWidget()
    beside = FlowRow(line, gap=12)
    head.setMinimumWidth(theme.current().px(HEAD_WIDTH))
    for widget in (head, *boxes):
        beside.addWidget(widget)
    return line


def _head(name: str, samples: Sequence[str] | None) -> QWidget:
    """A name over samples, as many as stand in a line; None: there are none to have."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(widgets.Text(name, "strong", wrap=True))
    if samples is not None:
        shown = " · ".join(_some(samples)) or tr("empty in the first rows")
        column.addWidget(widgets.Text(shown, "caption", tone="muted", wrap=True))
    return box


def _some(samples: Sequence[str]) -> list[str]:
    """The first ones, as long as they are short together."""
    found = list(samples[:1])
    for sample in samples[1:SAMPLES]:
        if sum(map(len, found)) + len(sample) <= LINE_CHARS:
            found.append(sample)
    return found


def _values(types: TypeBook) -> list[tuple[str, str]]:
    """(shown name, key) of everything that has a value; both parts of a pressure."""
    found = []
    for kind in types:
        if kind.derived or kind.codes:
            continue
        if not kind.parts:
            found.append((type_name(kind), f"value:{kind.slug}"))
            continue
        for part, key in zip(kind.parts, ("first", "second"), strict=True):
            name = tr("{type}: {part}", type=type_name(kind), part=part_name(part.slug))
            found.append((name, f"value:{kind.slug}:{key}"))
        both = tr("{type}: both (128/82)", type=type_name(kind))
        found.append((both, f"value:{kind.slug}:both"))
    return found


def _key(column: Column) -> str:
    if column.role != "value":
        return column.role
    key = f"value:{column.type}"
    return f"{key}:{column.part}" if column.part else key


def _role(key: str) -> Role:
    return next(role for role in ROLES if role == key)


def _part(text: str) -> PartOf:
    return next((part for part in PARTS if part == text), "")


def _proposal(document: Any) -> TableMapping:
    """What the headers suggest, as far as it is whole; not every proposal can be used yet."""
    columns = {}
    for name, told in document.get("columns", {}).items():
        columns[name] = Column(
            told.get("as", "ignore"), told.get("type", ""), told.get("unit", ""),
            told.get("part", ""),
        )  # fmt: skip
    return TableMapping(
        columns,
        dict(document.get("types", {})),
        document.get("date_order"),
        document.get("decimal"),
    )
