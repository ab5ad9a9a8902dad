"""Fills an open data folder with a little of everything the schema can hold."""

from __future__ import annotations

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft
from healthdesk.storage.database import Tx
from tests.opened import HOUR, MINUTE, NEW_YEAR, pressure, steps, weight


def fill(app: App) -> tuple[int, int]:
    """Two persons (their ids), readings of several kinds, a bin, rows of every table."""
    journal = app.journal
    ada = journal.default_person(OWNER).id
    ben = journal.add_person(OWNER, "Ben", birth_date="1990-02-03", sex="male", height_cm=182)[0].id
    added = journal.add(
        OWNER,
        [
            weight(81.4, note="after breakfast", tags=("home",)),
            weight(178, unit="lb", at=NEW_YEAR + 32 * HOUR),
            pressure(128, 82),
            steps(4000, NEW_YEAR + 8 * HOUR, NEW_YEAR + 9 * HOUR),
            steps(3000, NEW_YEAR + 8 * HOUR + 30 * MINUTE, NEW_YEAR + 10 * HOUR, "Phone"),
            Draft("blood-glucose", 400, "mg/dL", NEW_YEAR, 60, comparator=">"),
            Draft("sleep-stage", 3, "stage", NEW_YEAR, 0, ended_at=NEW_YEAR + HOUR),
            Draft("heart-rate", 61, "bpm", NEW_YEAR + HOUR, 0),
        ],
        ada,
    ).records
    journal.add(OWNER, [weight(95.2), pressure(140, 90)], ben)
    journal.delete(OWNER, [added[1].id])
    journal.move(OWNER, [added[7].id], ben)
    with app.db.transaction("fill") as tx:
        _rest(tx, ada, added[0].id)
    return ada, ben


def _rest(tx: Tx, person_id: int, record_id: int) -> None:
    """Rows of the tables that no service fills yet, or only an import does."""
    weight_id = tx.types["weight"].id
    now = (tx.now, tx.now)
    tx.execute(
        "INSERT INTO health_goal(uid, person_id, type_id, kind, target_value, unit, start_date,"
        " status, pauses, created_at, updated_at) VALUES (zeroblob(16),?,?,'target',75,'kg',"
        "'2024-01-01','active','[[\"2024-02-01\",\"2024-02-03\"]]',?,?)",
        (person_id, weight_id, *now),
    )
    tx.execute(
        "INSERT INTO health_reminder(uid, person_id, type_id, cron_expr, message, created_at,"
        " updated_at) VALUES (zeroblob(16),?,?,'0 9 * * *','Weigh yourself',?,?)",
        (person_id, weight_id, *now),
    )
    tx.execute(
        "INSERT INTO health_occurrence(uid, reminder_id, due_at, offset_min, state, updated_at)"
        " VALUES (zeroblob(16),1,?,60,'done',?)",
        (NEW_YEAR, tx.now),
    )
    tx.execute(
        "INSERT INTO health_occurrence_event(occurrence_id, at, kind) VALUES (1,?,'due')",
        (NEW_YEAR,),
    )
    tx.execute(
        "INSERT INTO health_delivery(occurrence_id, round, channel, state, holder, claimed_at,"
        " expires_at) VALUES (1,1,'desktop','sent','1-1',?,?)",
        (NEW_YEAR, NEW_YEAR),
    )
    tx.execute(
        "INSERT INTO health_annotation(uid, person_id, at, offset_min, kind, text, types,"
        " created_at, updated_at) VALUES (zeroblob(16),?,?,60,'medication','New tablets',"
        " '[\"weight\"]',?,?)",
        (person_id, NEW_YEAR, *now),
    )
    batch = tx.execute(
        "INSERT INTO health_import(person_id, status, added, process, created_at)"
        " VALUES (?,'done',1,'1-1',?)",
        (person_id, tx.now),
    ).lastrowid
    tx.execute("INSERT INTO health_import_also VALUES (?,?)", (record_id, batch))
    tx.execute("INSERT INTO health_mapping VALUES ('day,kilos', '{}', ?)", (tx.now,))
    tx.execute(
        "INSERT INTO health_import_file(import_id, name, format, sha256, bytes, report)"
        " VALUES (?,'export.xml','apple','',1,'{}')",
        (batch,),
    )
    tx.execute("UPDATE health_record SET import_id=? WHERE id=?", (batch, record_id))
    tx.execute(
        "INSERT INTO health_import_kept SELECT person_id, type_id, recorded_at, ended_at,"
        " source_id, value + 1, value2, uid FROM health_record WHERE id=?",
        (record_id,),
    )
    token = tx.execute(
        "INSERT INTO health_api_token(account, name, hash, scopes, created_at)"
        " VALUES ('owner','Scale',zeroblob(32),'read write',?)",
        (tx.now,),
    ).lastrowid
    tx.execute(
        "INSERT INTO health_api_answer(token_id, key, request, at) VALUES (?,'1',zeroblob(32),?)",
        (token, tx.now),
    )
    tx.execute("INSERT OR REPLACE INTO health_state VALUES ('rollup_version', '1')")
