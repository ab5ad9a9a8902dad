"""What a figure is: both sides of one run, their ratio, and the goal it is held to."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `ours` and `base` in `unit`, medians of one run;
    `base` None where the goal is absolute. `goal` is the most that holds: of the ratio, else of
    `ours`.
    """

    name: str
    ours: float
    unit: str
    goal: float
    base: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.base is None else self.ours / self.base

    @property
    def holds(self) -> bool:
        return (self.ours if self.ratio is None else self.ratio) <= self.goal

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "holds": self.holds}


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything one run does, and where its files lie."""

    folder: Path
    some: int = 100_000
    many: int = 1_000_000
    processes: int = 15
    saves: int = 400
    writes: int = 1000
    keys: int = 20
    looks: int = 7
    idle_seconds: float = 120.0
    settle_seconds: float = 5.0
    screens: bool = True
    points: int = 10_000_000
    frames: int = 200
    load_rounds: int = 3
    load_seconds: float = 30.0
    soak_requests: int = 500_000

    @classmethod
    def tenth(cls, folder: Path) -> Plan:
        return cls(
            folder, some=100_000, many=100_000, processes=5, saves=100, writes=100, keys=4, looks=3,
            idle_seconds=12.0, points=1_000_000,
            load_seconds=6.0, soak_requests=50_000,
        )  # fmt: skip

    @classmethod
    def tiny(cls, folder: Path) -> Plan:
        """Says nothing about speed; shows that every figure is still taken."""
        return cls(
            folder, some=1_000, many=2_000, processes=1, saves=3, writes=3, keys=1, looks=1,
            idle_seconds=0.2, settle_seconds=0.1, screens=False,
            points=20_000, frames=8, load_rounds=1, load_seconds=1.0, soak_requests=50,
        )  # fmt: skip


Figure = Callable[[Plan], list[Row]]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def table(rows: Sequence[Row]) -> str:
    """The rows for people, aligned."""
    heads = ("figure", "ours", "beside", "ratio", "goal", "")
    lines = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    text = []
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:5], widths[1:5], strict=True)]
        text.append("  ".join([*cells, line[5]]).rstrip())
    return "\n".join(text)


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
    goal = f"<= {row.goal:g} {row.unit if row.ratio is None else 'x'}"
    base = "" if row.base is None else f"{row.base:.3g} {row.unit}"
    said = "holds" if row.holds else "MISSED"
    return (
        row.name, f"{row.ours:.3g} {row.unit}", base, ratio, goal,
        f"{said}  {row.note}" if row.note else said,
    )  # fmt: skip
