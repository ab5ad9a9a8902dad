from __future__ import annotations

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person, RecordQuery

AT = 1_700_000_000_000


def test_search_takes_any_length(app: App, me: Person):
    note = "Über den Berg_100% and back"
    app.journal.add(OWNER, [Draft("weight", 80.0, "kg", AT, 0, note=note, tags=("a",))], me.id)

    def found(text: str) -> int:
        return app.journal.count(OWNER, RecordQuery(search=text))

    assert found("uber") == found("BERG_100%") == found("a manual") == 1
    assert found("bergX100") == found("100_") == 0
    assert found("x" * 70_000) == 0
    assert found(" ".join(f"w{n}" for n in range(5_000))) == 0
    assert found("berg " * 5_000) == 1
