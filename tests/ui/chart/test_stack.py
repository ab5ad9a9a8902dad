"""When suppliers of layers are asked, and what becomes of their answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from healthdesk.domain.health_types import CATALOGUE, HealthType, TypeBook
from healthdesk.texts import Format
from healthdesk.ui.chart.stack import LayerStack, said
from healthdesk.ui.chart.suppliers import Drawing, LayerQuery, Question, Scene
from healthdesk.ui.tasks import Tasks
from tests.ui.chart.test_chart import LOOK

KINDS = {kind.slug: kind for kind in CATALOGUE}
DAY = 86_400.0
QUERY = LayerQuery(1, KINDS["weight"], "kg", 0.0, 7 * DAY, 0, 10**9, (0, 6), 7)


@dataclass
class Fake:
    """Tells the length of the span; keeps on which threads it was asked."""

    key: str = "fake"
    at_first: bool = True
    slugs: frozenset[str] = frozenset(KINDS)
    silent: bool = False
    asked: list[int] = field(default_factory=list)

    def name(self) -> str:
        return self.key

    def suits(self, kind: HealthType) -> bool:
        return kind.slug in self.slugs

    def question(self, query: LayerQuery) -> Question[float] | None:
        def ask() -> float:
            self.asked.append(threading.get_ident())
            return query.high - query.low

        return None if self.silent else Question((query.low, query.high), ask)

    def drawn(self, found: float, scene: Scene) -> Drawing:
        return Drawing(
            said=f"{scene.query.kind.slug} {found / DAY:.0f} days", until=scene.query.high
        )


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.shutdown()


@pytest.fixture
def owner(qapp) -> QObject:
    return QObject()


def stack(tasks: Tasks, owner: QObject, *suppliers: Fake) -> LayerStack:
    def scene(query: LayerQuery) -> Scene:
        return Scene(query, LOOK, Format("en"), TypeBook(CATALOGUE))

    made = LayerStack(SimpleNamespace(tasks=tasks), suppliers, scene, owner)  # type: ignore[arg-type]
    made.choose(supplier.key for supplier in suppliers)
    return made


def settle(qtbot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: not tasks.is_busy())
    QCoreApplication.processEvents()  # the answers, which came while it was


def test_answers_are_asked_for_in_a_worker_and_drawn_in_the_order_of_suppliers(qtbot, tasks, owner):
    first, second = Fake("first"), Fake("second")
    layers = stack(tasks, owner, first, second)
    layers.ask(QUERY)
    settle(qtbot, tasks)
    assert said(layers.drawings()) == ["weight 7 days", "weight 7 days"]
    assert threading.get_ident() not in first.asked
    assert layers.until() == 7 * DAY


def test_the_same_question_is_asked_once_until_something_was_written(qtbot, tasks, owner):
    fake = Fake()
    layers = stack(tasks, owner, fake)
    for _ in range(3):
        layers.ask(QUERY)
        settle(qtbot, tasks)
    assert len(fake.asked) == 1
    layers.renew("fake")
    settle(qtbot, tasks)
    assert len(fake.asked) == 2


def test_what_was_drawn_stays_until_the_next_answer(qtbot, tasks, owner):
    layers = stack(tasks, owner, Fake())
    layers.ask(QUERY)
    settle(qtbot, tasks)
    layers.ask(replace(QUERY, high=14 * DAY))
    assert said(layers.drawings()) == ["weight 7 days"]
    settle(qtbot, tasks)
    assert said(layers.drawings()) == ["weight 14 days"]


def test_another_type_takes_what_was_drawn_away_at_once(qtbot, tasks, owner):
    layers = stack(tasks, owner, Fake(slugs=frozenset({"weight"})))
    layers.ask(QUERY)
    settle(qtbot, tasks)
    layers.ask(replace(QUERY, kind=KINDS["steps"], unit="steps"))
    assert layers.drawings() == ()
    settle(qtbot, tasks)
    assert layers.drawings() == ()


def test_a_layer_that_is_switched_off_forgets_its_answer_even_on_its_way(qtbot, tasks, owner):
    fake = Fake()
    layers = stack(tasks, owner, fake)
    layers.ask(QUERY)
    layers.choose(())
    settle(qtbot, tasks)
    assert layers.drawings() == ()
    layers.choose(("fake",))
    settle(qtbot, tasks)
    assert said(layers.drawings()) == ["weight 7 days"]


def test_who_has_nothing_to_ask_draws_nothing(qtbot, tasks, owner):
    fake = Fake()
    layers = stack(tasks, owner, fake)
    layers.ask(QUERY)
    settle(qtbot, tasks)
    fake.silent = True
    with qtbot.waitSignal(layers.changed):
        layers.ask(replace(QUERY, high=9 * DAY))
    assert layers.drawings() == ()
    assert layers.until() is None
