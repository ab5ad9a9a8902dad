from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent

from healthdesk.ui.panels.persons import PersonDialog, PersonsDialog
from healthdesk.ui.person_colors import COLORS
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp


def new_person(window: Window) -> PersonDialog:
    assert window.context is not None
    dialog = PersonDialog(window.context, None, window)
    dialog.open()
    return dialog


def test_a_new_person_is_kept_and_comes_into_view(
    window: Window, services: FakeApp, settled
) -> None:
    dialog = new_person(window)
    dialog.name.setText("  Anna   Maria ")
    dialog.birth.setText("1980-05-31")
    dialog.height_cm.setText("172,5")
    dialog.save.click()
    settled(lambda: len(services.journal.people) == 2)
    person = services.journal.people[2]
    assert (person.name, person.birth_date, person.height_cm) == ("Anna Maria", "1980-05-31", 172.5)
    assert person.color in COLORS
    settled(lambda: window.sidebar.person.text() == "Anna Maria")


def test_all_wrong_fields_are_named_at_once(window: Window, services: FakeApp) -> None:
    dialog = new_person(window)
    dialog.birth.setText("2999-01-01")
    dialog.height_cm.setText("1.72")
    dialog.save.click()
    wrong = [name for name, field in dialog.fields.items() if field.has_error]
    assert wrong == ["name", "birth_date", "height_cm"]
    assert dialog.fields["name"].control.accessibleDescription()
    assert len(services.journal.people) == 1
    dialog.close()


def test_the_last_person_cannot_be_archived(window: Window) -> None:
    from healthdesk.ui.widgets import Button

    assert window.context is not None
    dialog = PersonsDialog(window.context, window)
    dialog.open()
    archive = [b for b in dialog.findChildren(Button) if b.accessibleName() == "Archive Me"]
    assert [b.isEnabled() for b in archive] == [False]
    dialog.close()


def test_archiving_hides_the_person_and_can_be_taken_back(
    window: Window, services: FakeApp, settled
) -> None:
    other, _ = services.journal.add_person(None, "Anna")  # type: ignore[arg-type]
    settled(lambda: window.commands.is_enabled("person.next"))
    assert window.context is not None
    dialog = PersonsDialog(window.context, window)
    dialog.open()
    dialog._archive(other)
    settled(lambda: [p.name for p in window.context.current.persons] == ["Me"])
    undo = window.context.undo
    settled(lambda: undo.can_undo)
    dialog.close()


def test_dialogs_are_freed_when_closed(window: Window) -> None:
    context = window.context
    assert context is not None
    gone: list[str] = []
    for dialog in (PersonDialog(context, None, window), PersonsDialog(context, window)):
        name = type(dialog).__name__
        dialog.destroyed.connect(lambda _=None, name=name: gone.append(name))
        dialog.open()
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert gone == ["PersonDialog", "PersonsDialog"]
