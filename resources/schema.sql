-- What all migrations together make of an empty file; a test holds it to them.
-- Written by tools/schema_script.py.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE health_type (
            id INTEGER NOT NULL,
            slug TEXT NOT NULL,
            display_name TEXT NOT NULL,
            type_group TEXT NOT NULL,
            unit TEXT NOT NULL,
            units TEXT NOT NULL,
            loinc TEXT DEFAULT '' NOT NULL,
            aggregate TEXT NOT NULL,
            combine TEXT DEFAULT 'none' NOT NULL,
            decimals INTEGER DEFAULT '0' NOT NULL,
            whole INTEGER DEFAULT '0' NOT NULL,
            hard_low REAL,
            hard_high REAL,
            typical_range_low REAL,
            typical_range_high REAL,
            own INTEGER DEFAULT '0' NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (slug)
        );
CREATE TABLE health_person (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            name TEXT NOT NULL,
            color TEXT NOT NULL,
            birth_date TEXT,
            sex TEXT,
            height_cm REAL,
            time_zone TEXT,
            archived_at INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (id),
            UNIQUE (uid)
        );
CREATE TABLE health_source (
            id INTEGER NOT NULL,
            name TEXT NOT NULL,
            priority INTEGER DEFAULT '100' NOT NULL,
            PRIMARY KEY (id),
            UNIQUE (name)
        );
CREATE TABLE health_record (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            offset_min INTEGER NOT NULL,
            ended_at INTEGER NOT NULL,
            value REAL NOT NULL,
            value2 REAL DEFAULT '0' NOT NULL,
            given REAL,
            given2 REAL,
            given_unit TEXT,
            comparator TEXT,
            source_id INTEGER NOT NULL,
            import_id INTEGER,
            import_file_id INTEGER,
            import_line INTEGER,
            touched INTEGER DEFAULT '0' NOT NULL,
            note TEXT,
            tags TEXT,
            moved_from BLOB,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            PRIMARY KEY (id),
            FOREIGN KEY(person_id) REFERENCES health_person (id),
            FOREIGN KEY(type_id) REFERENCES health_type (id),
            FOREIGN KEY(source_id) REFERENCES health_source (id)
        );
CREATE TABLE health_goal (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            target_value REAL,
            unit TEXT NOT NULL,
            direction TEXT,
            low REAL,
            high REAL,
            start_value REAL,
            start_date TEXT NOT NULL,
            target_date TEXT,
            per TEXT,
            times INTEGER,
            status TEXT NOT NULL,
            set_by TEXT,
            completed_at INTEGER,
            archived_at INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL, target_value2 REAL, start_value2 REAL, pauses TEXT NOT NULL DEFAULT '[]', completed_by TEXT, celebrated_at INTEGER, import_id INTEGER, deleted_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (uid),
            FOREIGN KEY(person_id) REFERENCES health_person (id),
            FOREIGN KEY(type_id) REFERENCES health_type (id)
        );
CREATE TABLE health_reminder (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            type_id INTEGER,
            cron_expr TEXT NOT NULL,
            every_days INTEGER,
            starts_on TEXT,
            timezone TEXT,
            message TEXT NOT NULL,
            active INTEGER DEFAULT '1' NOT NULL,
            next_run_at INTEGER,
            last_run_at INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL, asks TEXT NOT NULL DEFAULT 'note', dose TEXT, medication TEXT, stock REAL, stock_per_dose REAL, refill_at REAL, unless_done INTEGER NOT NULL DEFAULT 0, repeat_minutes INTEGER, repeat_times INTEGER, grace_minutes INTEGER, in_quiet INTEGER NOT NULL DEFAULT 0, import_id INTEGER, deleted_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (uid),
            FOREIGN KEY(person_id) REFERENCES health_person (id),
            FOREIGN KEY(type_id) REFERENCES health_type (id)
        );
CREATE TABLE health_import (
            id INTEGER NOT NULL,
            person_id INTEGER NOT NULL,
            status TEXT NOT NULL,
            added INTEGER DEFAULT '0' NOT NULL,
            process TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            finished_at INTEGER,
            PRIMARY KEY (id),
            FOREIGN KEY(person_id) REFERENCES health_person (id)
        );
CREATE TABLE health_import_file (
            id INTEGER NOT NULL,
            import_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            report TEXT NOT NULL, part_of INTEGER,
            PRIMARY KEY (id),
            FOREIGN KEY(import_id) REFERENCES health_import (id)
        );
CREATE TABLE health_import_kept (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            ended_at INTEGER NOT NULL,
            source_id INTEGER NOT NULL,
            value REAL NOT NULL,
            value2 REAL NOT NULL,
            record_uid BLOB,
            PRIMARY KEY (person_id, type_id, recorded_at, ended_at, source_id, value, value2)
        )
            WITHOUT ROWID
        ;
CREATE TABLE health_day (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            day INTEGER NOT NULL,
            source_id INTEGER NOT NULL,
            n INTEGER NOT NULL,
            counted INTEGER NOT NULL,
            total REAL NOT NULL,
            lo REAL,
            hi REAL,
            total2 REAL NOT NULL,
            lo2 REAL,
            hi2 REAL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (person_id, type_id, day, source_id)
        )
            WITHOUT ROWID
        ;
CREATE TABLE health_hour (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            n INTEGER NOT NULL,
            counted INTEGER NOT NULL,
            total REAL NOT NULL,
            lo REAL,
            hi REAL,
            PRIMARY KEY (person_id, type_id, hour)
        )
            WITHOUT ROWID
        ;
CREATE TABLE health_day_total (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            day INTEGER NOT NULL,
            total REAL NOT NULL,
            left_out REAL NOT NULL,
            typed INTEGER DEFAULT '0' NOT NULL,
            PRIMARY KEY (person_id, type_id, day)
        )
            WITHOUT ROWID
        ;
CREATE TABLE health_state (
            "key" TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY ("key")
        )
            WITHOUT ROWID
        ;
CREATE VIRTUAL TABLE health_text USING fts5(body, tokenize='trigram');
CREATE TABLE health_change (
            seq INTEGER NOT NULL PRIMARY KEY,
            origin TEXT NOT NULL,
            person_id INTEGER,
            types TEXT NOT NULL,
            day_from INTEGER NOT NULL,
            day_to INTEGER NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        );
ANALYZE sqlite_schema;
CREATE TABLE health_import_also (
            record_id INTEGER NOT NULL,
            import_id INTEGER NOT NULL,
            PRIMARY KEY (record_id, import_id)
        )
            WITHOUT ROWID
        ;
CREATE TABLE health_mapping (
            header TEXT NOT NULL,
            mapping TEXT NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (header)
        )
            WITHOUT ROWID
        ;
CREATE TABLE health_annotation (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            offset_min INTEGER NOT NULL,
            ended_at INTEGER,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            types TEXT NOT NULL,
            import_id INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (uid),
            FOREIGN KEY(person_id) REFERENCES health_person (id)
        );
CREATE TABLE health_occurrence (
        id INTEGER NOT NULL,
        uid BLOB NOT NULL,
        reminder_id INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        offset_min INTEGER NOT NULL,
        state TEXT NOT NULL,
        round INTEGER NOT NULL DEFAULT 0,
        raise_at INTEGER,
        raised_at INTEGER,
        expires_at INTEGER,
        missed_before INTEGER NOT NULL DEFAULT 0,
        answered_at INTEGER,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (uid),
        UNIQUE (reminder_id, due_at),
        FOREIGN KEY(reminder_id) REFERENCES health_reminder (id)
    );
CREATE TABLE health_occurrence_event (
        id INTEGER NOT NULL,
        occurrence_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        channel TEXT,
        lateness_ms INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(occurrence_id) REFERENCES health_occurrence (id)
    );
CREATE TABLE health_delivery (
        id INTEGER NOT NULL,
        occurrence_id INTEGER NOT NULL,
        round INTEGER NOT NULL,
        channel TEXT NOT NULL,
        state TEXT NOT NULL,
        holder TEXT NOT NULL,
        claimed_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_try_at INTEGER,
        sent_at INTEGER,
        error TEXT,
        PRIMARY KEY (id),
        UNIQUE (occurrence_id, round, channel),
        FOREIGN KEY(occurrence_id) REFERENCES health_occurrence (id)
    );
CREATE TABLE health_api_token (
            id INTEGER NOT NULL,
            account TEXT NOT NULL,
            name TEXT NOT NULL,
            hash BLOB NOT NULL,
            scopes TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER,
            last_used_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (hash)
        );
CREATE TABLE health_api_answer (
            token_id INTEGER NOT NULL,
            key TEXT NOT NULL,
            request BLOB NOT NULL,
            status INTEGER,
            headers TEXT,
            body BLOB,
            at INTEGER NOT NULL,
            PRIMARY KEY (token_id, key),
            FOREIGN KEY(token_id) REFERENCES health_api_token (id)
        ) WITHOUT ROWID
        ;
CREATE INDEX ix_health_goal_person ON health_goal (person_id, type_id);
CREATE INDEX ix_health_record_bin
            ON health_record (deleted_at)
            WHERE deleted_at IS NOT NULL
        ;
CREATE UNIQUE INDEX ux_health_record_imported
            ON health_record (person_id, type_id, recorded_at, ended_at, source_id, value, value2)
            WHERE import_id IS NOT NULL AND touched = 0
        ;
CREATE UNIQUE INDEX ux_health_record_uid ON health_record (uid);
CREATE INDEX ix_health_reminder_next
            ON health_reminder (next_run_at)
            WHERE active = 1
        ;
CREATE INDEX ix_health_import_file_import ON health_import_file (import_id);
CREATE INDEX ix_health_record_live ON health_record (person_id, type_id, recorded_at, offset_min, value, value2, source_id, comparator, ended_at) WHERE deleted_at IS NULL;
CREATE INDEX ix_health_import_also_import ON health_import_also (import_id);
CREATE INDEX ix_health_annotation_person ON health_annotation (person_id, at);
CREATE UNIQUE INDEX ux_health_goal_target
            ON health_goal (person_id, type_id)
            WHERE kind = 'target' AND status = 'active' AND deleted_at IS NULL
        ;
CREATE INDEX ix_health_occurrence_raise ON health_occurrence (raise_at) WHERE raise_at IS NOT NULL;
CREATE INDEX ix_health_occurrence_open ON health_occurrence (expires_at) WHERE state IN ('due', 'sent', 'snoozed', 'failed');
CREATE INDEX ix_health_occurrence_event ON health_occurrence_event (occurrence_id);
CREATE INDEX ix_health_delivery_try ON health_delivery (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX ix_health_delivery_claimed ON health_delivery (expires_at) WHERE state = 'claimed';
CREATE INDEX ix_health_api_answer_at ON health_api_answer (at);
INSERT INTO alembic_version VALUES ('0014');
INSERT INTO health_type VALUES (1, 'weight', 'Weight', 'body', 'kg', '["kg", "lb", "st", "g"]', '29463-7', 'mean', 'none', 1, 0, 0.3, 650.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (10, 'heart-rate-variability', 'Heart rate variability', 'vitals', 'ms', '["ms"]', '80404-7', 'mean', 'none', 0, 0, 0.5, 1000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (11, 'oxygen-saturation', 'Oxygen saturation', 'vitals', '%', '["%"]', '2708-6', 'mean', 'none', 0, 0, 40.0, 100.0, 95.0, 100.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (12, 'body-temperature', 'Body temperature', 'vitals', '°C', '["°C", "°F"]', '8310-5', 'mean', 'none', 1, 0, 25.0, 45.0, 36.1, 37.2, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (13, 'respiratory-rate', 'Respiratory rate', 'vitals', '/min', '["/min", "bpm"]', '9279-1', 'mean', 'none', 0, 0, 2.0, 100.0, 12.0, 20.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (14, 'peak-flow', 'Peak flow', 'vitals', 'L/min', '["L/min"]', '33452-4', 'mean', 'none', 0, 0, 10.0, 1000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (15, 'blood-glucose', 'Blood glucose', 'metabolic', 'mg/dL', '["mg/dL", "mmol/L"]', '2339-0', 'mean', 'none', 0, 0, 10.0, 1000.0, 70.0, 180.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (16, 'hba1c', 'HbA1c', 'metabolic', '%', '["%", "mmol/mol"]', '4548-4', 'mean', 'none', 1, 0, 3.0, 20.0, NULL, 5.7, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (17, 'ketones', 'Ketones', 'metabolic', 'mmol/L', '["mmol/L"]', '', 'mean', 'none', 1, 0, 0.0, 25.0, NULL, 0.6, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (18, 'total-cholesterol', 'Total cholesterol', 'metabolic', 'mg/dL', '["mg/dL", "mmol/L"]', '2093-3', 'mean', 'none', 0, 0, 20.0, 2000.0, NULL, 200.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (19, 'ldl-cholesterol', 'LDL cholesterol', 'metabolic', 'mg/dL', '["mg/dL", "mmol/L"]', '2089-1', 'mean', 'none', 0, 0, 5.0, 1500.0, NULL, 100.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (2, 'height', 'Height', 'body', 'cm', '["cm", "in", "mm", "m", "ft"]', '8302-2', 'last', 'none', 1, 0, 20.0, 280.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (20, 'hdl-cholesterol', 'HDL cholesterol', 'metabolic', 'mg/dL', '["mg/dL", "mmol/L"]', '2085-9', 'mean', 'none', 0, 0, 4.0, 400.0, 40.0, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (21, 'triglycerides', 'Triglycerides', 'metabolic', 'mg/dL', '["mg/dL", "mmol/L"]', '2571-8', 'mean', 'none', 0, 0, 10.0, 15000.0, NULL, 150.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (22, 'steps', 'Steps', 'activity', 'steps', '["steps"]', '55423-8', 'sum', 'union', 0, 1, 0.0, 200000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (23, 'distance', 'Distance', 'activity', 'km', '["km", "mi", "m"]', '', 'sum', 'union', 2, 0, 0.0, 1000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (24, 'active-energy', 'Active energy', 'activity', 'kcal', '["kcal", "kJ"]', '', 'sum', 'union', 0, 0, 0.0, 20000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (25, 'basal-energy', 'Basal energy', 'activity', 'kcal', '["kcal", "kJ"]', '', 'sum', 'union', 0, 0, 0.0, 10000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (26, 'exercise-minutes', 'Exercise minutes', 'activity', 'min', '["min", "h"]', '', 'sum', 'union', 0, 0, 0.0, 1440.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (27, 'workouts', 'Workouts', 'activity', 'count', '["count"]', '', 'sum', 'add', 0, 1, 0.0, 50.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (28, 'vo2-max', 'VO₂ max', 'activity', 'mL/kg/min', '["mL/kg/min"]', '', 'mean', 'none', 1, 0, 5.0, 110.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (29, 'flights-climbed', 'Flights climbed', 'activity', 'count', '["count"]', '', 'sum', 'union', 0, 1, 0.0, 5000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (3, 'bmi', 'Body mass index', 'body', 'kg/m²', '["kg/m²"]', '39156-5', 'mean', 'none', 1, 0, 3.0, 250.0, 18.5, 25.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (30, 'sleep-stage', 'Sleep stage', 'sleep', 'stage', '["stage"]', '', 'last', 'none', 0, 1, 0.0, 5.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (31, 'sleep-duration', 'Sleep duration', 'sleep', 'min', '["min", "h"]', '93832-4', 'sum', 'union', 0, 0, 0.0, 1440.0, 420.0, 540.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (32, 'time-in-bed', 'Time in bed', 'sleep', 'min', '["min", "h"]', '', 'sum', 'union', 0, 0, 0.0, 1440.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (33, 'sleep-quality', 'Sleep quality', 'sleep', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (34, 'water', 'Water', 'nutrition', 'mL', '["mL", "L", "fl oz", "cup"]', '', 'sum', 'add', 0, 0, 0.0, 20000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (35, 'calories', 'Calories', 'nutrition', 'kcal', '["kcal", "kJ"]', '9052-2', 'sum', 'add', 0, 0, 0.0, 30000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (36, 'protein', 'Protein', 'nutrition', 'g', '["g", "oz"]', '9079-5', 'sum', 'add', 0, 0, 0.0, 2000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (37, 'carbohydrates', 'Carbohydrates', 'nutrition', 'g', '["g", "oz"]', '9059-7', 'sum', 'add', 0, 0, 0.0, 3000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (38, 'fat', 'Fat', 'nutrition', 'g', '["g", "oz"]', '9066-2', 'sum', 'add', 0, 0, 0.0, 2000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (39, 'caffeine', 'Caffeine', 'nutrition', 'mg', '["mg", "g"]', '', 'sum', 'add', 0, 0, 0.0, 10000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (4, 'body-fat', 'Body fat', 'body', '%', '["%"]', '41982-0', 'mean', 'none', 1, 0, 1.0, 80.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (40, 'alcohol', 'Alcohol', 'nutrition', 'g', '["drinks", "g"]', '', 'sum', 'add', 1, 0, 0.0, 1400.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (41, 'mood', 'Mood', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (42, 'stress', 'Stress', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (43, 'energy', 'Energy', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (44, 'motivation', 'Motivation', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (45, 'pain', 'Pain', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (46, 'muscle-soreness', 'Muscle soreness', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (47, 'perceived-exertion', 'Perceived exertion', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (48, 'recovery', 'Recovery', 'wellbeing', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (49, 'squat', 'Squat (1RM)', 'performance', 'kg', '["kg", "lb"]', '', 'last', 'none', 1, 0, 1.0, 700.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (5, 'muscle-mass', 'Muscle mass', 'body', 'kg', '["kg", "lb", "st"]', '', 'mean', 'none', 1, 0, 0.1, 250.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (50, 'deadlift', 'Deadlift (1RM)', 'performance', 'kg', '["kg", "lb"]', '', 'last', 'none', 1, 0, 1.0, 700.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (51, 'bench-press', 'Bench press (1RM)', 'performance', 'kg', '["kg", "lb"]', '', 'last', 'none', 1, 0, 1.0, 700.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (52, '5k-time', '5 km time', 'performance', 's', '["min", "s"]', '', 'min', 'none', 0, 0, 600.0, 36000.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (53, 'sit-and-reach', 'Sit and reach', 'performance', 'cm', '["cm", "in"]', '', 'last', 'none', 1, 0, -80.0, 80.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (54, 'eating-habits', 'Eating habits', 'habits', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (55, 'exercise-habits', 'Exercise habits', 'habits', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (56, 'sleep-habits', 'Sleep habits', 'habits', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (57, 'hydration-habits', 'Drinking habits', 'habits', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (58, 'mindfulness-habits', 'Mindfulness habits', 'habits', 'points', '["points"]', '', 'mean', 'none', 0, 1, 1.0, 10.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (6, 'waist', 'Waist', 'body', 'cm', '["cm", "in", "mm", "m", "ft"]', '8280-0', 'last', 'none', 1, 0, 10.0, 350.0, NULL, NULL, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (7, 'blood-pressure', 'Blood pressure', 'vitals', 'mmHg', '["mmHg", "kPa"]', '85354-9', 'mean', 'none', 0, 0, 30.0, 300.0, 90.0, 120.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (8, 'heart-rate', 'Heart rate', 'vitals', 'bpm', '["bpm", "/min"]', '8867-4', 'mean', 'none', 0, 0, 20.0, 300.0, 60.0, 100.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO health_type VALUES (9, 'resting-heart-rate', 'Resting heart rate', 'vitals', 'bpm', '["bpm", "/min"]', '40443-4', 'mean', 'none', 0, 0, 20.0, 250.0, 60.0, 100.0, 0, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER), NULL);
INSERT INTO sqlite_stat1 VALUES ('health_record', 'ix_health_record_live', '1000000 250000 20000 1 1 1 1 1 1 1');
