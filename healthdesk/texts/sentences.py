"""Codes of errors, remarks and undo steps as sentences.

A sentence says what is wrong, what to do and, where it matters, that nothing was lost. Its
blanks are the parameters of the code; a pair is the form for one and for any other `{n}`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from healthdesk.domain.errors import FieldError, HealthdeskError, InvalidData, OpenQuestion
from healthdesk.domain.times import day_of
from healthdesk.texts.catalogue import pattern_of, tr
from healthdesk.texts.formats import Format
from healthdesk.texts.names import part_name, type_name, unit_label, writer_words

if TYPE_CHECKING:  # the grammar takes longer to load than all the words
    from healthdesk.domain.quick_entry import Trouble
    from healthdesk.domain.records import Remark, UndoEntry

Sentence = str | tuple[str, str]

ERRORS: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        # Places, settings, environment
        "folder-is-a-file": "{path} is a file, but a folder is needed there. Choose another "
        "folder with --data-dir.",
        "folder-not-writable": "The folder {path} can't be written to. Choose another folder "
        "with --data-dir, or allow your account to write there. Nothing was changed.",
        "disk-full": "The disk with {path} is full. Make room and try again. Nothing was lost.",
        "unknown-setting": "There is no setting {key}. `healthdesk settings list` shows all.",
        "bad-setting": "{key} can't be “{value}”. It takes: {takes}",
        "bad-setting-line": "Line {line} of {path} gives {key} a value it can't have. It takes: "
        "{takes}",
        "settings-not-toml": "Line {line} of {path} can't be read. Correct it, or move the file "
        "away to start with the usual settings.",
        "settings-unreadable": "The settings file {path} can't be opened. Check that it is a "
        "file and that your account may read it.",
        "settings-not-written": "The settings file {path} can't be written. Check the disk's "
        "free space and the rights on the folder. The old settings still hold.",
        "autostart-not-written": "{path} can't be written, so HealthDesk does not start with the "
        "session. Check the rights on the folder. The setting itself was kept.",
        "unknown-zone": "There is no time zone {zone}. Use a name such as Europe/Berlin or UTC.",
        "bad-variable": "The environment variable {name} is “{value}”. It takes: {takes}",
        "bad-secret-variable": "The environment variable {name} can't be read. It takes: {takes}",
        "env-file-unreadable": "The file {path} can't be read as text. Check its name.",
        "env-file-bad-line": "Line {line} of {path} is not of the form NAME=value.",
        # A reading's fields, and remarks on it
        "type-differs": "This reading was given as {type}, but {expected} is expected. Choose "
        "one of the two.",
        "type-is-derived": "{type} is worked out from other readings and can't be entered. Enter "
        "those instead.",
        "comparator-unknown": "“{comparator}” can't stand before a value. Leave it out, or use < "
        "or >.",
        "unit-not-of-type": "{type} can't be given in “{unit}”. Use one of: {units}.",
        "second-part-missing": "The second number is missing. Give both, {first} and {second}, "
        "such as 120/80.",
        "second-part-needless": "{type} is one number. Remove the second one.",
        "both-parts-zero": "0/0 is what a device writes when measuring failed. Measure again, or "
        "leave this reading out.",
        "second-not-below-first": "{second} must be lower than {first}. Check whether the two "
        "numbers changed places.",
        "not-finite": "This is not a number that can be stored. Type an ordinary number.",
        "not-whole": "{type} takes whole numbers only. Round it.",
        "number-too-large": "This number is too large to be stored. Check the digits.",
        "looks-like-share": "{part} in {unit} lies between {low} and {high}. This looks like a "
        "share of 1: {percent} % may be meant.",
        "looks-like-unit": "{part} in {unit} lies between {low} and {high}. This looks like "
        "{likely}: check the unit.",
        "out-of-range": "{part} can only be between {low} and {high} {unit}. Check the number "
        "and the unit.",
        "above-possible": "{part} can be {high} {unit} at most. Check the number and the unit.",
        "below-possible": "{part} must be at least {low} {unit}. Check the number and the unit.",
        "offset-impossible": "No place on earth has a clock {offset} minutes from UTC. Check the "
        "time zone.",
        "before-1900": "Readings before the year 1900 can't be stored. Check the date.",
        "before-birth": "This is before the birth date of this person ({birth_date}). Check the "
        "date, or the birth date in the person's details.",
        "in-the-future": "This time lies ahead of the computer's clock by more than {minutes} "
        "minutes. Check the date, the time and the computer's clock.",
        "end-missing": "{type} needs a beginning and an end. Give both times.",
        "ended-before-begun": "The end lies before the beginning. Check the two times.",
        "interval-too-long": "{type} can't last longer than {hours} hours. Check the two times.",
        "note-too-long": "The note has {length} characters; {high} at most can be stored. "
        "Shorten it.",
        "not-text": "This holds characters that are not text. Remove them, or type it anew.",
        "source-too-long": "The source's name is longer than {high} characters. Shorten it.",
        "too-many-tags": "A reading can have {high} tags at most. Remove some.",
        "tag-too-long": "A tag can have {high} characters at most. Shorten it.",
        "tag-not-one-word": "A tag is one word. Use a hyphen instead of a blank.",
        "perhaps-other-unit": "{part}: unusual for {unit}. Was {likely} meant?",
        "unusually-low": "{part}: unusually low (below {low} {unit}). Is it right?",
        "unusually-high": "{part}: unusually high (above {high} {unit}). Is it right?",
        "unusually-low-length": "{part}: unusually short (below {low}). Is it right?",
        "unusually-high-length": "{part}: unusually long (above {high}). Is it right?",
        "ahead-of-clock": "This reading's time is {minutes} minutes ahead of this computer's "
        "clock. It was kept.",
        # Chart notes
        "annotation-empty": "The note has no text yet. Write what happened.",
        "annotation-too-long": "The note has {length} characters; {high} at most can be stored. "
        "Shorten it.",
        "annotation-kind": "There is no kind of note “{kind}”. Choose one of: {kinds}.",
        "annotation-far-ahead": "This lies more than two years ahead. Check the date.",
        "annotation-types": "A note can concern {high} types at most. Leave the types out to mark "
        "all charts.",
        "unknown-annotation": "There is no such note. It may have been deleted for good.",
        "annotation-changed-since": "{time}: this note was changed {writer} since. Undo would "
        "overwrite that. Nothing was changed.",
        "annotation-gone-since": "This note was removed for good since, so the step can't be taken "
        "back. Nothing was changed.",
        "annotations-left-out": (
            "{n} chart note can't be read and was left out.",
            "{n} chart notes can't be read and were left out.",
        ),
        # When a reminder is due
        "cron-empty": "Say when: five fields, such as 0 9 * * * for every day at 9:00.",
        "cron-long": "The times take more than {most} characters. Make two reminders of it.",
        "cron-nickname": "This name for times is not known. Use one of {known}, or five fields.",
        "cron-count": "Times have five fields (minute, hour, day, month, weekday), and this has "
        "{count}. Seconds can't be given.",
        "cron-minute": "The minute can't be “{text}”. Use 0 to 59, such as 0, 0,30 or */15.",
        "cron-hour": "The hour can't be “{text}”. Use 0 to 23, such as 9, 8,20 or 8-20/4.",
        "cron-day": "The day of the month can't be “{text}”. Use 1 to 31, such as 1, 1,15 or *.",
        "cron-month": "The month can't be “{text}”. Use 1 to 12 or JAN to DEC, or *.",
        "cron-weekday": "The day of the week can't be “{text}”. Use 0 to 7 (0 and 7 are Sunday) "
        "or SUN to SAT, such as MON-FRI.",
        "cron-never": "This date never comes. Choose a day that the month has.",
        "every-days": "The distance is {low} to {high} days.",
        "starts-on-missing": "From which day on? Every few days need a first one.",
        "feature-off": "HealthDesk is not switched on for you yet. Your data is untouched. "
        "Whoever looks after this installation can let you in; `healthdesk flags show` says why.",
        "metrics-off": "Metrics are switched off by PROMETHEUS_METRICS_ENABLED=false: nothing is "
        "counted or served. `healthdesk metrics report` tells what was counted before.",
        "days-kept": "The number of days is 1 to {most}; no more is kept.",
        # Reminders
        "reminder-times-missing": "Add a time of the day.",
        "reminder-weekdays-missing": "Choose a day of the week.",
        "reminder-asks": "A reminder can't ask for “{asks}”. It can be a note, ask for a value, "
        "or stand for a medication.",
        "reminder-type-missing": "Choose the kind of reading it asks for.",
        "reminder-date": "“{text}” is no date. Write it as 2027-03-01.",
        "reminder-message-empty": "The reminder says nothing yet. Write what to do, such as "
        "“Measure blood pressure”.",
        "reminder-message-long": "The message has {length} characters; {high} at most can be "
        "shown. Shorten it.",
        "reminder-name-long": "This has more than {high} characters. Shorten it.",
        "reminder-medication-missing": "Write the name of the medication.",
        "reminder-range": "Give a number from {low} to {high}.",
        "too-many-firings": "These days hold more than {most} times. Choose fewer days.",
        "no-notification-service": "No notification service answers on this desktop. What is due "
        "waits in the inbox.",
        "notification-service-gone": "The notification service did not take the notice. It stands "
        "in the inbox.",
        "no-tray": "This desktop has no tray, so nothing can be told there.",
        "service-refused": "The web service could not be reached, or refused the notice. It is "
        "tried again.",
        "service-no-answer": "The web service did not answer in time, so nobody knows whether it "
        "took the notice. It stands in the inbox.",
        "service-address": "The address of the web service means nothing. Correct "
        "HEALTH_NOTIFICATION_SERVICE_URL.",
        "unknown-reminder": "There is no such reminder. `healthdesk reminders list` shows all.",
        "unknown-occurrence": "There is no such notice. It may have been answered or taken back.",
        "occurrence-answered": "This has been answered already. Nothing was changed.",
        "occurrence-changed-since": "This was answered or raised again since, so the step can't "
        "be taken back. Nothing was changed.",
        "reminder-gone-since": "This reminder was removed for good since, so the step can't be "
        "taken back. Nothing was changed.",
        "reminder-changed-since": "This reminder was changed {writer} since. Undo would overwrite "
        "that. Nothing was changed.",
        # Quick entry, and remarks beside its preview
        "line-too-long": "This is longer than one reading: at most {max} characters. Shorten the "
        "note or use the entry form.",
        "control-character": "There is a character that cannot be typed (position {position}), "
        "such as a line break. Delete it and write one reading in one line.",
        "value-missing": "There is no value yet. Write what you measured, for example: weight 81.4",
        "value-missing-of-type": "The value for {type} is missing. Write it after the name.",
        "number-unreadable": "“{text}” cannot be read as a number. Write it like 81.4, without "
        "other signs.",
        "number-left-over": "It is not clear what “{text}” belongs to. Write one value, then the "
        "time or the note.",
        "type-missing": "What is {text}? Write the kind before it, for example: weight {text}",
        "type-unknown": "“{text}” is no kind of reading that is known here. Check how it is "
        "spelt, or make a type of your own.",
        "type-ambiguous": "“{text}” can mean several kinds of reading. Choose one.",
        "type-needs-form": "{type} has a beginning and an end; enter it in the form or import it.",
        "unit-missing": "In which unit is {text}? Add the unit: {units}.",
        "unit-missing-here": "{text} is not possible in the usual unit of {type}. If it is meant "
        "in {units}, add the unit.",
        "unit-of-several-types": "{text} {unit} can be several kinds of reading. Write which one.",
        "unit-of-no-type": "No kind of reading fits {text} {unit}. Write its name before the "
        "value and check the unit.",
        "clock-unreal": "“{text}” is no time of day. Use 0:00 to 23:59, or 1:00 to 12:59 with am "
        "or pm.",
        "clock-vague": "Is {text} the morning or the evening? Write {early} or {late}.",
        "date-unreal": "“{text}” is no date. Write it like 12 Nov 2026 or 2026-11-12.",
        "offset-unreal": "“{text}” is no offset from UTC. Use −12:00 to +14:00.",
        "time-vague": "“{text}” names no exact time. Write the clock time, for example: "
        "yesterday 21:00",
        "time-in-future": "{time} is still to come. Check the date and the time.",
        "time-too-old": "Dates before {year} cannot be recorded. Check the year.",
        "time-skipped": "{time} did not exist on {date}: the clocks were put forward. Choose "
        "what is meant.",
        "time-repeated": "{time} happened twice on {date}: the clocks were put back. Choose "
        "which one is meant.",
        "two-times": "There are two times: “{first}” and “{second}”. Keep one of them.",
        "clock-yesterday": "{time} is still ahead today, so yesterday is meant ({date}).",
        "time-noon": "No clock time was given: noon of {date} is taken.",
        "date-other-year": "The last such day is taken: {date}.",
        "time-from-end": "“{text}” at the end is taken as the time, not as part of the note.",
        "span-day-open": "Midnight lies between, so it is not clear whether {first} or {last} is "
        "meant. Write the day right before its clock time, for example: yesterday "
        "23:00 to 6:30.",
        "span-days": "There is a day too many. Write it once, right before its clock time.",
        "span-length": "From the one time to the other must be more than 0 and at most 24 hours. "
        "Check both, or write how long it was, for example: 7h20.",
        "span-unclear": "“{text}” is not clear. Write from when to when with both clock times, "
        "such as 23:00 to 6:30, or how long it was, such as 7h20.",
        "date-order-open": "“{text}” is {date} or {other_date}. Choose which one is meant; the "
        "settings have the order of dates.",
        "reading-in-note": "“{text}” stays in the note and is not recorded as a reading. Enter it "
        "on its own if it is one.",
        "time-in-note": "“{text}” stays in the note. To set the time, write it right after the "
        "value.",
        # The window
        "chart-not-saved": "The picture could not be written to {path}. Choose another folder or "
        "free some space; nothing of your data is affected.",
        "value-alone": "Type the value alone, such as 81.4 or 128/82. Nothing was changed.",
        "time-alone": "Type the day and the time alone, such as 12 Nov 8:00 or yesterday 21:30. "
        "Nothing was changed.",
        # The database and its backups
        "no-database": "There is no database at {path} yet. Add a reading first, or check the "
        "data folder.",
        "engine-too-old": "The database engine is too old ({version}). Install HealthDesk anew. "
        "Nothing was opened.",
        "database-unreadable": "The database {path} can't be opened by your account. Check who "
        "owns the file.",
        "database-readonly": "The database {path} is read-only. Allow your account to write it, "
        "or copy the folder elsewhere. Nothing was changed.",
        "database-busy": "Another program holds the database {path}. Close it and try again. "
        "Nothing was changed.",
        "database-damaged": "The database {path} is damaged. Leave it as it is and restore a "
        "backup: healthdesk db restore FILE.",
        "not-a-database": "{path} is not a database of this program. It was left alone; move it "
        "away or choose another data folder.",
        "foreign-database": "{path} belongs to another program. It was left alone; choose "
        "another data folder.",
        "newer-database": "This database was written by a newer version of HealthDesk "
        "({revision}; this one knows {known}). Install the newer version. Nothing was changed.",
        "database-closed": "The database is closed at the moment. Try again when the maintenance "
        "is over.",
        "database-gone": "The database {path} is gone. Put it back, or restore a backup: "
        "healthdesk db restore FILE.",
        "disk-error": "The disk with {path} reports an error. Copy your data elsewhere as soon "
        "as you can. The last change was not stored.",
        "maintenance": "The database is being looked after by {holder}. Try again in a moment. "
        "Nothing was changed.",
        "maintenance-mode": "HealthDesk is closed for maintenance. Whoever looks after it opens it "
        "again with `healthdesk maintenance off`. Nothing was changed.",
        "share-in-use": "The data folder lies on a network share, where only one program can "
        "use it at a time; {holders} has it open. Close it there and try again. Nothing was "
        "changed.",
        "in-use": "The data folder is in use by {holders}. Close it there and try again. Nothing "
        "was changed.",
        "unknown-revision": "There is no revision {revision} of the database. Use head, base or "
        "one that healthdesk db revision shows.",
        "not-a-backup": "{path} is not a backup of this program. Nothing was changed.",
        "newer-backup": "This backup was made by a newer version of HealthDesk ({revision}; this "
        "one knows {known}). Install the newer version. Nothing was changed.",
        "damaged-backup": "The backup {path} is damaged and was not restored. Nothing was "
        "changed; try another one.",
        # Persons, types, readings, imports
        "slug-form": "A type's short name has lower-case letters, digits and hyphens, such as "
        "grip-strength, and {high} characters at most. Correct it.",
        "type-name": "A type's name has 1 to {high} ordinary characters. Correct the name.",
        "own-type-simple": "A type of your own holds one plain number. Choose one of the "
        "program's types for anything else.",
        "own-units-list": "Name each unit once, the one that values are stored in among them.",
        "own-unit-word": "A unit is a word of 1 to {high} characters without digits, such as "
        "puffs. Correct it.",
        "own-unit-unknown": "Several units have to be known ones; {unit} is not. Use a single "
        "unit, or those that healthdesk types show lists.",
        "own-units-differ": "These units measure different things: {units}. Choose units that "
        "convert into each other.",
        "own-decimals": "Give 0 to {high} decimals; a type of whole numbers has none.",
        "own-aggregate": "A day can be summed up as one of: {names}.",
        "own-range-number": "The ends of a range have to be ordinary numbers. Correct them.",
        "own-range-backwards": "The lower end of a range lies below the upper one. Exchange them.",
        "own-range-outside": "This range reaches beyond what can be entered at all. Make it "
        "narrower.",
        "person-color": "A colour is written as # and six hexadecimal digits, such as #1F6FEB.",
        "older-database": "The database has an older form ({revision} of {known}). Run healthdesk "
        "db upgrade first. Nothing was changed.",
        "revision-ahead": "The database has not come to {revision} yet, so it can't go back to "
        "it. Use healthdesk db upgrade.",
        "backup-onto-itself": "{path} is the database itself. Choose another file for the backup.",
        "export-onto-database": "{path} belongs to the database itself. Choose another file for "
        "the export; nothing was changed.",
        "export-format": "There is no format “{format}”. Choose csv, json, fhir, xlsx or ical.",
        "export-check": "Only FHIR can be checked while it is written. Leave --check out for "
        "{format}.",
        "roundtrip-format": "“{format}” is not read back. Choose csv, json, fhir, pdf or backup.",
        "roundtrip-too-many": "{n} readings of one person are too many to travel in a report. "
        "Choose csv, json, fhir or backup.",
        "ical-empty": "There is no active reminder to write. The calendar holds no event.",
        "ical-listed": (
            (
                "{n} reminder follows no rule that calendars know. Its next {times} times are in "
                "the file; export again after those."
            ),
            (
                "{n} reminders follow no rule that calendars know. Their next {times} times are "
                "in the file; export again after those."
            ),
        ),
        "ical-left-out": (
            "{n} reminder is never due or can't be read. It is not in the file.",
            "{n} reminders are never due or can't be read. They are not in the file.",
        ),
        "not-held-binned": "Not kept: readings in the bin.",
        "not-held-person-details": "Not kept: of a person, all but the name.",
        "not-held-person-color": "Not kept: a person's colour, height and time zone, and whether "
        "they are archived.",
        "not-held-own-types": "Not kept: units and limits of types of your own. Add the types "
        "before reading the file.",
        "not-held-annotations": "Not kept: chart notes.",
        "not-held-goals": "Not kept: goals.",
        "not-held-reminders": "Not kept: reminders.",
        "not-held-batches": "Not kept: which import brought a reading.",
        "not-held-written-times": "Not kept: when a reading was written down and changed.",
        "json-newer": "{name} was written by a newer HealthDesk (version {version} of the "
        "format; this one knows {known}). Update HealthDesk; nothing was imported.",
        "json-person-broken": "{name} tells of a person in a way that can't be read. Nothing was "
        "imported.",
        "json-type-broken": "{name} tells of a type in a way that can't be read. Nothing was "
        "imported.",
        "json-no-reading": "This is no reading.",
        "fhir-date-only": "Some readings have a day but no time. They are kept at noon.",
        "asked-unit": "{name} does not say in which unit {subject} is. Give it with "
        "--unit {subject}=UNIT: {answers}. Nothing was imported.",
        "asked-unit-again": "“{given}” is no unit in which {subject} could be in {name}. Give "
        "another with --unit {subject}=UNIT: {answers}. Nothing was imported.",
        "asked-date-order": "Every date in {name} can be read in more than one way. Give the "
        "order with --date-order: {answers}. Nothing was imported.",
        "asked-date-order-again": "The dates in {name} can't be read as {given}, but in more than "
        "one other way. Give the order with --date-order: {answers}. Nothing was imported.",
        "asked-file-user": "{name} holds readings of several people. Say for each whose they "
        "are with --file-user: {answers}. Nothing was imported.",
        "asked-mapping": "{name} holds a table whose columns HealthDesk does not know. Say what "
        "they hold in the window, or give --mapping FILE.json. Nothing was imported.",
        "asked-mapping-ours": "{name} is a workbook that HealthDesk wrote, to be looked at in "
        "other programs. What it reads back is an export as CSV or JSON: import that, or give "
        "--mapping FILE.json. Nothing was imported.",
        "asked-mapping-again": "The mapping that was given names no column with the date, or none "
        "with a value, of a table in {name}. Name its columns as they stand there, or say under "
        '"sheets" what each table holds. Nothing was imported.',
        "mapping-unreadable": "What the column “{column}” holds can't be read. Choose it anew; "
        "docs/reference/mappings.md shows the shape of a mapping.",
        "mapping-without-unit": "The numbers do not tell their unit. Choose it.",
        "mapping-without-value": "No column holds a value. Choose at least one.",
        "mapping-without-date": "No column holds the date. Choose the one with the date, or with "
        "date and time.",
        "mapping-twice": "“{column}” has the same role as another column. Choose one of the two.",
        "mapping-without-type": "“{column}” holds a value, but not of what. Choose its type, or "
        "the column that tells it.",
        "mapping-type-unknown": "“{column}” can't hold {slug}: there is no such type to enter. "
        "Choose another.",
        "mapping-needs-two-columns": "“{column}” is one part of two. Choose the columns of both "
        "parts.",
        "mapping-one-part": "“{column}” holds a type of one number. Leave the part out.",
        "times-at-noon": "Some days have no times. Readings of those days are put at "
        "noon, amounts at the whole day.",
        "fat-as-share": "The file does not say whether body fat is a share or a mass. It was "
        "read as a share (%); --unit body-fat=kg reads it as a mass.",
        "database-log-missing": "The newest readings of {name} may stand in a second file, "
        "{name}-wal, which was not given. If it is there, import both in one folder or zip.",
        "days-counted": "Dates in this table are numbers of days. They were counted from {first}.",
        "times-are-local": "The details in this export show that its times are local ones and not "
        "UTC. They were read as such.",
        "folder-without-export": "{name} holds no file that HealthDesk can read. Choose the "
        "folder or file of an export; nothing was imported.",
        "folder-too-many-files": "{name} holds more than {limit} files. Choose a folder further "
        "in; nothing was imported.",
        "files-unknown": (
            "{n} file in it is of no kind that HealthDesk reads: {names}.",
            "{n} files in it are of no kind that HealthDesk reads: {names}.",
        ),
        "tables-unknown": (
            "{n} table in it was passed over: {names}. Import it alone to say what it holds.",
            "{n} tables in it were passed over: {names}. Import them alone to say what they hold.",
        ),
        "person-called-else": "The file calls the person {name}; the readings went to {person}, "
        "whose name and details stay as they are.",
        "person-taken-over": "Nothing was known of {person} yet, who now has the name {name} and "
        "the details from the file. Undoing the import leaves those.",
        "readings-ahead": (
            "{n} reading is ahead of this computer's clock.",
            "{n} readings are ahead of this computer's clock.",
        ),
        "bad-answer": "{option} {value}: that can't be read. It takes {takes}.",
        "type-name-taken": "There is a type of this name already. Choose another name.",
        "type-in-use": "Readings, goals, reminders or chart notes of {name} are there, perhaps "
        "in the bin, so the type can't be removed. Delete them for good first. Nothing was "
        "changed.",
        "type-exists": "There is a type {slug} already. Choose another name.",
        "no-person": "There is no such person. `healthdesk persons list` shows all.",
        "unknown-person": "There is no such person. `healthdesk persons list` shows all.",
        "last-person": "One person has to stay. Add another one first.",
        "person-exists": "There is a person of this name already. Choose another name.",
        "person-name": "A name has 1 to 80 ordinary characters. Correct the name.",
        "person-name-number": "A name can't be a number alone, because numbers pick a person by "
        "id. Add a letter.",
        "person-sex": "The sex is female, male, other or left empty.",
        "person-height": "The height is a number from 20 to 280 cm.",
        "day-unreadable": "“{text}” is no date. Write it like 8 Nov 2026 or 2026-11-08.",
        "date-form": "This is no date. Write year-month-day, such as 1980-05-31.",
        "birth-date-range": "The birth date lies between 1900 and today. Check the year.",
        "reading-changed-since": "{type}, {time}: this reading was changed {writer} since. Undo "
        "would overwrite that. Nothing was changed.",
        "reading-gone-since": "A reading of this step was removed for good since, so the step "
        "can't be taken back. Nothing was changed.",
        "person-changed-since": "{name} was changed {writer} since. Undo would overwrite that. "
        "Nothing was changed.",
        "type-changed-since": "{name} was changed {writer} since. Undo would overwrite that. "
        "Nothing was changed.",
        "reading-of-another": "Reading {id} is not one of {name}'s. Name its own person with "
        "--person, or leave that out. Nothing was changed.",
        "unknown-record": "There is no such reading. It may have been deleted for good.",
        "unknown-source": "There is no source {name}. `healthdesk sources list` shows all.",
        "no-day-total": "{type} has no total of a day, so there is nothing to explain. Choose a "
        "type such as steps or sleep duration.",
        "order-changed-since": "The sources were put in another order since. Undo would overwrite "
        "that; change the order by hand.",
        "unknown-type": "There is no type {slug}. `healthdesk types list` shows all.",
        "unknown-field": "There is no such field. Remove it.",
        "unknown-batch": "There is no import {batch}. `healthdesk imports list` shows all.",
        "batch-not-done": "Import {batch} can't be undone: it is not finished, or was undone "
        "before.",
        "have-already": "You have this reading of {type} already. Both are kept; delete one if "
        "it is the same.",
        "unlike-person": "{type}: far from this person's own readings, and like those of "
        "{other}. Is it really this person's?",
        "unlike-person-alone": "{type}: far from this person's own readings. Is it really this "
        "person's?",
        "period-backwards": "The first day lies after the last one. Exchange them.",
        "unknown-aggregation": "Figures are grouped by daily, weekly, monthly, hour or weekday.",
        "forecast-days": "A forecast is made for 1 to {high} days. Take a number in between.",
        "type-beside-itself": "A type can't be set beside itself. Name another one.",
        "unit-of-type": "This can't be shown in {unit}. Use one of: {units}.",
        # Goals
        "goals-left-out": (
            "{n} goal can't be read or is of a type that is not there. It is left out.",
            "{n} goals can't be read or are of types that are not there. They are left out.",
        ),
        "reminders-left-out": (
            "{n} reminder can't be read or is of a type that is not there. It is left out.",
            "{n} reminders can't be read or are of types that are not there. They are left out.",
        ),
        "unknown-goal": "There is no such goal. `healthdesk goals list --archived` shows all.",
        "goal-exists": "There is an active goal for {type} already. Change that one, or pause or "
        "complete it first. Nothing was changed.",
        "goal-completed": "This goal is completed. Set a new one instead.",
        "goal-reached": "The readings reached this goal, so it can't go on. Set a new one instead.",
        "goal-not-active": "Only a goal that is under way can be paused.",
        "goal-is-active": "This goal is under way already.",
        "goal-is-archived": "This goal is archived already.",
        "goal-gone-since": "The goal of this step is gone, so the step can't be taken back. "
        "Nothing was changed.",
        "goal-changed-since": "The goal for {type} was changed {writer} since. Undo would "
        "overwrite that. Nothing was changed.",
        "goal-type": "This type can't have a goal. Choose one with a number.",
        "goal-unit": "The goal can't be in {unit}. Use one of: {units}.",
        "goal-date-past": "The date has to lie in the future. Choose a later one.",
        "goal-date-far": "The date lies more than a hundred years ahead. Check the year.",
        "goal-start-ahead": "A goal can't begin in the future. Choose today or an earlier day.",
        "goal-set-by": "The name of who set the goal has at most {most} ordinary characters.",
        "goal-only-habit": "Only a habit has this. Leave it out for a target.",
        "goal-only-target": "Only a target has this. Leave it out for a habit.",
        "goal-only-range": "Only a range has this. Leave it out, or give both ends of a range.",
        "goal-target-missing": "The value to reach is missing. Give a number.",
        "goal-one-part": "This type has one number only. Leave the second out.",
        "goal-habit-one-part": "A habit of this type looks at the first number. Leave the second "
        "out.",
        "goal-is-start": "That is where it stands now. Choose another value.",
        "goal-behind": "The value lies in the other direction from where it stands now. Choose "
        "another value or direction.",
        "goal-range": "A range has a lower and an upper end, the lower one first. Give both.",
        "goal-range-target": "A range has no single value to reach. Leave it out.",
        "goal-per-missing": "Say how often: per day, week or month.",
        "goal-habit-empty": "Say how much, or how many times.",
        "goal-times-a-day": "So much a day counts once a day. Leave the number of times out, or "
        "say on how many days per week or month.",
        "goal-times": "The number of times is from 1 to {most}.",
        "goal-amount-once": "Say how much only once: at least, at most or between. A target has "
        "--target alone.",
        "goal-direction": "The direction is up or down.",
        "number-form": "“{text}” is no number. Write digits, such as 75 or 75.5.",
        "goal-nothing": "At least nothing is always done. Give more than 0.",
        "goal-too-low": "No reading can be so low. Give at least {low} {unit}.",
        "goal-too-high": "No reading can be so high. Give at most {high} {unit}.",
        "goal-impossible": "No reading can be that. Give a value from {low} to {high} {unit}.",
        "goal-other-unit": "No reading can be that in {unit}. If {likely} is meant, give it as the "
        "unit.",
        # Files to import
        "other-format": "{name} is not of the format {format}. Leave --format out and the file "
        "tells its own. Nothing was imported.",
        "file-missing": "There is no file {name}. Check the name and the folder; nothing was "
        "imported.",
        "file-is-folder": "{name} is a folder, but a file is needed here. Choose the file itself.",
        "file-forbidden": "{name} may not be read by your user. Change its permissions or copy "
        "it elsewhere; nothing was imported.",
        "file-unreadable": "{name} could not be read from the disk. Copy it to this computer and "
        "try again. Nothing was changed.",
        "file-empty": "{name} is empty. Export it again; nothing was imported.",
        "file-truncated": "{name} ends in the middle (line {line}): it was cut short when it was "
        "saved or copied. Export or copy it again; nothing was imported.",
        "file-swells": "{name} unpacks to far more data than its size allows (over {limit} "
        "bytes). Such a file is not opened; nothing was imported.",
        "file-too-much": "{name} needs more memory than this computer has. Nothing was imported.",
        "file-is-pdf": "{name} is a PDF document. Such a file holds no "
        "readings that HealthDesk can read; nothing was imported.",
        "file-is-database": "{name} is a database file, but not Health Connect's. To bring "
        "back a backup use Restore. Nothing was imported.",
        "file-is-image": "{name} is a picture. Such a file holds no "
        "readings that HealthDesk can read; nothing was imported.",
        "file-is-packed": "{name} is packed in a way HealthDesk does not read. Unpack it first, "
        "or pack it as a zip; nothing was imported.",
        "file-is-office": "{name} is an office document. Save the table in it as CSV or XLSX; "
        "nothing was imported.",
        "file-is-cda": "{name} is the clinical document that Apple adds to its export. Choose "
        "export.xml beside it, or the whole export.zip; nothing was imported.",
        "file-is-page": "{name} is a web page, perhaps saved instead of the download itself. "
        "Download the file again; nothing was imported.",
        "file-is-xml": "{name} is an XML file, but no Apple Health export. Choose the export.zip "
        "that the iPhone made, or the export.xml in it; nothing was imported.",
        "file-is-json": "{name} is a JSON file. Such a file holds no "
        "readings that HealthDesk can read; nothing was imported.",
        "file-is-text": "{name} is plain text. Such a file holds no "
        "readings that HealthDesk can read; nothing was imported.",
        "file-is-utf16": "{name} is saved as UTF-16. Save it as UTF-8 and try again; nothing was "
        "imported.",
        "file-is-binary": "{name} is no health export that HealthDesk knows. The guide lists the "
        "files it reads; nothing was imported.",
        "report-damaged": "{name} is damaged, so the readings in it can't be read. Get the report "
        "again; nothing was imported.",
        "report-locked": "{name} is locked with a password, so the readings in it can't be read. "
        "Save it without one and import that; nothing was imported.",
        "zip-damaged": "{name} is damaged or was cut short. Export or copy it again; nothing was "
        "imported.",
        "zip-encrypted": "{name} is locked with a password. Unpack it first and choose the "
        "folder; nothing was imported.",
        "zip-method-unknown": "{name} is packed in a way HealthDesk does not read. Unpack it "
        "first and choose the folder; nothing was imported.",
        "zip-too-many-members": "{name} holds more than {limit} files. Unpack it first and "
        "choose a folder further in; nothing was imported.",
        "zip-without-export": "{name} holds no file that HealthDesk can read. Choose the file that "
        "your device or service made when you exported; nothing was imported.",
        "apple-no-data": "{name} begins like an Apple Health export but holds no health data. "
        "Export it again; nothing was imported.",
        "xml-broken": "{name} is broken at line {line}. Export it again; nothing was imported.",
        "xml-entities": "{name} declares entities, which no Apple Health export does. For safety "
        "it is not read; nothing was imported.",
        "xml-too-deep": "{name} is nested deeper than any Apple Health export (line {line}). "
        "Nothing was imported.",
        "xml-too-long": "{name} holds a piece of text of over one megabyte near line {line}, "
        "which no Apple Health export does. Nothing was imported.",
        "csv-header": "{name} does not begin with the line {header}. Choose a CSV file that "
        "HealthDesk wrote; nothing was imported.",
        "csv-broken": "{name} is no sound CSV from line {line} on: a quotation mark is missing "
        "or a cell is far too long. Nothing was imported.",
        "not-utf8": "{name} is not saved as UTF-8 (near line {line}). Save it as UTF-8 and try "
        "again; nothing was imported.",
        "json-broken": "{name} is no sound JSON from item {item} on: it was cut off, or something "
        "else stands in it. Export or download it again; nothing was imported.",
        "json-item-too-long": "Item {item} of {name} is longer than {limit} characters, which no "
        "reading is. Nothing was imported.",
        "json-too-deep": "{name} is nested too deeply at item {item}, which no health export is. "
        "Nothing was imported.",
        "workbook-broken": "{name} is no sound workbook: a part of it is missing or damaged. Open "
        "it in a spreadsheet program, save it again as XLSX and try that; nothing was imported.",
        "workbook-entities": "{name} declares entities, which no workbook does. For safety it is "
        "not read; nothing was imported.",
        "workbook-too-large": "{name} holds more text than can be read at once. Save its tables "
        "as CSV and import those; nothing was imported.",
        "parser-failed": "{name} could not be read because of a fault in HealthDesk ({where}). "
        "Nothing was imported; please report it.",
        "parsing-ended": "Reading {name} stopped unexpectedly (status {status}). Nothing was "
        "imported; try again.",
        "fit-damaged": "{name} is damaged or was cut short. Copy it from the device or the "
        "account again; nothing of it was imported.",
        "foreign-database-damaged": "{name} is a damaged database. Make the export again; nothing "
        "was imported.",
        "clock-not-set": "The device's clock was not set, so the date is not known.",
        "not-a-number": "The value is no number.",
        "cell-not-a-number": "The value in “{column}” is no number.",
        "decimal-unclear": "Whether the comma or point in “{column}” is a decimal sign or parts "
        "thousands can't be told from the table. Choose the decimal sign below its columns, or "
        'add "decimal": "." or "decimal": "," to the mapping, and import the file again.',
        "unit-unknown": "The unit “{unit}” is none of {type}.",
        "unit-not-told": "The unit is missing, and {type} can be in several.",
        "time-unreadable": "The date or time can't be read.",
        "time-shortened": "A spreadsheet shortened the time, so the day can't be told. Export the "
        "file again and import it as it is.",
        "columns-other": "The row has other columns than the first one.",
        "time-missing": "The time is missing.",
        "sleep-stage-unknown": "The sleep stage is not known.",
        "half-a-pressure": "Only one of systolic and diastolic is there.",
        "csv-type-unknown": "There is no health type “{type}”.",
        "uid-unreadable": "The uid is no identifier of 32 hexadecimal digits.",
        "csv-fields": "The line has {have} cells instead of {need}.",
        "no-such-file": "There is no file {name}. Check the name and the folder. Nothing was "
        "changed.",
        "no-display": "There is no display to open a window on. The commands work without one: "
        "healthdesk --help.",
        "file-not-written": "{path} can't be written. Check the disk and the folder. Nothing was "
        "lost.",
        # The command line
        "unknown-command": "There is no command {name}. `healthdesk --help` lists all.",
        "unknown-verb": "There is no {command} {text}. There are: {choices}.",
        "unknown-argument": "{text} is not taken here. `{command} --help` shows what is.",
        "argument-missing": "{text} is missing. `{command} --help` shows how it is written.",
        "argument-empty": "{name} needs a value. `{command} --help` shows how it is written.",
        "argument-choice": "{name} can't be {text}. It is one of: {choices}.",
        "argument-number": "{name} takes a number, not {text}.",
        "bad-arguments": "This can't be read as a command ({said}). `{command} --help` shows how "
        "it is written.",
        "not-negative": "{name} can't be negative. Use 0 or more.",
        "search-too-long": "A search can have {high} characters at most. Shorten it.",
        "time-form": "This is no date and time. Write it like 2026-11-12T08:30, with an offset "
        "such as +01:00 where another zone is meant.",
        "nothing-typed": "There is nothing to record yet. Write what you measured, for example: "
        "healthdesk add weight 81.4",
        "report-takes-not": "A report is about one person's readings and takes no {flag}. Leave it "
        "out.",
        "only-report-takes": "Only a report (pdf) takes {flag}. Leave it out.",
        "unknown-section": "A report has no part “{name}”. Choose among {sections}.",
        "two-documents": "Both --json and --out - want the standard output. Leave out one of them.",
        "drop-needs-yes": "This removes all readings of {path}. Say --yes if that is meant. "
        "Nothing was changed.",
        "unknown-account": "There is no such account. Leave --account out. Nothing was changed.",
        "output-not-written": "The output could not be written: the disk or the other program "
        "takes no more. Nothing stored was changed.",
        "window-not-ready": "The window did not finish drawing in time. Try again when the "
        "computer is less busy. Nothing was changed.",
        # Programs, and the interface for them
        "token-name": "A token's name is one line of {most} characters at most. Shorten it.",
        "token-scope": "There is no such right. Choose from: {takes}.",
        "token-days": "A token can hold for 1 to {most} days. Leave the days out for one without "
        "an end.",
        "unknown-token": "There is no such token. `healthdesk api token list` shows all.",
        "request-key-used": "This Idempotency-Key was used for another request. Choose a new one. "
        "Nothing was changed.",
        "request-under-way": "The first request with this Idempotency-Key has no answer yet. Look "
        "whether it was carried out before it is sent with a new one.",
        "weak-cron-secret": "HEALTH_REMINDER_CRON_SECRET is too easy to guess. "
        "`healthdesk reminders secret` makes a good one.",
        "weak-cron-secret-off": "HEALTH_REMINDER_CRON_SECRET is too easy to guess, so nothing can "
        "be triggered with it. `healthdesk reminders secret` makes a good one.",
        "port-taken": "Port {port} is taken by another program. Choose another one with --port; 0 "
        "takes any that is free.",
        "port-not-allowed": "Port {port} can't be listened on. Choose another one with --port, "
        "such as 8765.",
        "host-not-loopback": "The interface serves this computer alone. Use 127.0.0.1, ::1 or "
        "localhost.",
        "port-range": "A port is a number from 0 to 65535.",
        "api-not-http": "This is no request that can be understood.",
        "api-not-json": "The body can't be read as JSON. Check its form, and that it is UTF-8.",
        "api-body-missing": "This request needs a JSON object as its body.",
        "api-depth": "The body is nested too deeply.",
        "api-large": "The body is larger than {limit} bytes. Send less at once. Nothing was "
        "changed.",
        "api-slow": "The body did not arrive in time. Send it again. Nothing was changed.",
        "api-media": "Only JSON is taken. Set the header Content-Type: application/json.",
        "api-host": "The request does not name this computer as its host. Use 127.0.0.1 or "
        "localhost.",
        "api-origin": "Requests of web pages are not answered.",
        "api-path": "There is nothing at this address.",
        "api-method": "This address takes: {methods}.",
        "api-token": "This needs a valid token: Authorization: Bearer TOKEN. "
        "`healthdesk api token create` makes one.",
        "api-cron-secret": "The secret of the trigger is missing, wrong or not set.",
        "api-rate": "Too many requests. Try again in {seconds} seconds.",
        "api-connections": "Too many connections at once. Close some, or try again later.",
        "api-changed": "This was changed since it was read. Read it again. Nothing was changed.",
        "api-header": "The header {name} can't have this value.",
        "api-parameters": "The address has parameters that can't be taken.",
        "api-export-under-way": "Another export is under way. Try again when it has ended.",
        "api-failed": "This is a mistake of the program, not yours. Nothing was lost; the log says "
        "more.",
        "api-storage": "The data can't be used at the moment. `healthdesk doctor` says more.",
        "parameter-unknown": "There is no such parameter. Leave it out.",
        "parameter-twice": "Give this parameter once.",
        "field-missing": "This field is needed.",
        "field-fixed": "This field can't be changed.",
        "field-empty": "Give at least one field to change.",
        "field-twice": "{one} and {other} say different things. Give one of them.",
        "field-number": "Give a number.",
        "field-whole": "Give a whole number.",
        "field-text": "Give a text.",
        "field-truth": "Give true or false.",
        "field-list": "Give a list.",
        "field-object": "Give an object.",
        "field-choice": "Give one of: {takes}.",
        "field-least": "Give {low} or more.",
        "field-most": "Give {high} or less.",
        "field-short": "Give {low} or more of it.",
        "field-long": "This is too long: {high} at most.",
        "field-wrong": "This can't be taken.",
        "field-time": "Give a time such as 2027-03-01T08:00:00+01:00.",
        "field-date": "Give a date such as 2027-03-01.",
        "field-id": "There is nothing with this number.",
        "components-wrong": "Give the parts of this type, each once and all in one unit: {parts}.",
        # Entry form
        "number-needed": "Type the number that was measured, or choose it.",
        # Everywhere
        "cancelled": "Cancelled. Nothing was changed.",
        "invalid-data": "Some of this can't be stored. Nothing was changed.",
        "not-allowed": "Your account is not allowed to do this.",
    }
)
# Codes with a second sentence, `<code>-alone`, for when this parameter is empty.
ALONE: Final[Mapping[str, str]] = MappingProxyType({"unlike-person": "other"})
# Minutes of the units of which hours and minutes are told.
LENGTHS: Final[Mapping[str, int]] = MappingProxyType({"min": 1, "h": 60})
# Undo steps, as they stand behind "Undo".
UNDO: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "add": ("Add {n} reading", "Add {n} readings"),
        "edit": ("Edit {n} reading", "Edit {n} readings"),
        "delete": ("Delete {n} reading", "Delete {n} readings"),
        "restore": ("Restore {n} reading", "Restore {n} readings"),
        "move": ("Move {n} reading", "Move {n} readings"),
        "add-person": "Add a person",
        "edit-person": "Edit a person",
        "archive-person": "Archive a person",
        "unarchive-person": "Bring a person back",
        "add-type": "Add a type",
        "edit-type": "Edit a type",
        "remove-type": "Remove a type",
        "add-reminder": "Set a reminder",
        "edit-reminder": "Change a reminder",
        "enable-reminder": "Switch a reminder on",
        "disable-reminder": "Switch a reminder off",
        "remove-reminder": "Remove a reminder",
        "done-occurrence": ("Mark a reminder as done", "Mark {n} reminders as done"),
        "skipped-occurrence": ("Skip a reminder", "Skip {n} reminders"),
        "snoozed-occurrence": ("Put a reminder off", "Put {n} reminders off"),
        "reorder-sources": "Put sources in another order",
        "add-goal": "Set a goal",
        "edit-goal": "Change a goal",
        "pause-goal": "Pause a goal",
        "resume-goal": "Go on with a goal",
        "complete-goal": "Complete a goal",
        "archive-goal": "Archive a goal",
        "unarchive-goal": "Bring a goal back",
        "remove-goal": "Remove a goal",
        "add-annotation": ("Add {n} chart note", "Add {n} chart notes"),
        "edit-annotation": "Edit a chart note",
        "delete-annotation": ("Delete {n} chart note", "Delete {n} chart notes"),
        "restore-annotation": ("Restore {n} chart note", "Restore {n} chart notes"),
    }
)


def sentence(error: HealthdeskError, shape: Format | None = None) -> str:
    """What is wrong and what to do. An open question ends with its answers."""
    if isinstance(error, InvalidData) and error.fields:
        return " ".join(dict.fromkeys(field_sentence(wrong, shape) for wrong in error.fields))
    text = _fill(ERRORS, error.code, error.params, shape)
    if isinstance(error, OpenQuestion) and error.choices:
        choices = ", ".join(error.choices)
        if error.flag:
            answer = tr("Answer with {flag}: {choices}", flag=error.flag, choices=choices)
        else:
            answer = tr("Choose one: {choices}", choices=choices)
        return f"{text}\n{answer}"
    return text


def field_sentence(wrong: FieldError, shape: Format | None = None) -> str:
    """What is wrong with one field, to stand beside it."""
    return _fill(ERRORS, wrong.code, wrong.params, shape)


def remark_sentence(remark: Remark, shape: Format | None = None) -> str:
    """What there is to say about a reading that is stored all the same."""
    return _fill(ERRORS, remark.code, remark.params, shape)


def trouble_sentence(trouble: Trouble, shape: Format | None = None) -> str:
    """Why a line of quick entry can't be taken."""
    return _fill(ERRORS, trouble.code, trouble.params, shape)


def reason_sentence(code: str, params: Mapping[str, object], shape: Format | None = None) -> str:
    """Why a line of a file was not taken, or what was noticed about it."""
    return _fill(ERRORS, code, params, shape)


def undo_label(entry: UndoEntry, shape: Format | None = None) -> str:
    """What undoing takes back, such as "Delete 3 readings"."""
    return _fill(UNDO, entry.code, entry.params, shape)


def details(error: HealthdeskError, shape: Format | None = None) -> dict[str, list[str]]:
    """The sentences by field, as programs are given them; the answers to an open question."""
    found: dict[str, list[str]] = {}
    if isinstance(error, InvalidData):
        for wrong in error.fields:
            found.setdefault(wrong.field, []).append(field_sentence(wrong, shape))
    if isinstance(error, OpenQuestion) and error.choices:
        found["choices"] = list(error.choices)
    return found


def _fill(
    table: Mapping[str, Sentence],
    code: str,
    params: Mapping[str, object],
    shape: Format | None,
) -> str:
    if code in ALONE and not params.get(ALONE[code]):
        code += "-alone"
    if params.get("unit") in LENGTHS and f"{code}-length" in table:
        code += "-length"
        params = {**params, **_lengths(params, shape or Format())}
    source = table.get(code)
    if source is None:
        # Never without words: the code at least can be looked up and reported.
        return tr("This did not work ({code}).", code=code)
    blanks = _Blanks(
        {name: _shown(name, value, shape or Format()) for name, value in params.items()}
    )
    if "path" in params:
        blanks.setdefault("name", str(params["path"]).replace("\\", "/").rpartition("/")[2])
    number = params.get("n")
    n = number if isinstance(number, (int, float)) else 0
    return pattern_of(source, n).format_map(blanks)


def _lengths(params: Mapping[str, object], shape: Format) -> dict[str, object]:
    """The ends of a range of lengths, in hours and minutes."""
    minutes = LENGTHS[str(params["unit"])]
    return {
        name: shape.duration(end * minutes)
        for name in ("low", "high")
        if isinstance(end := params.get(name), (int, float))
    }


class _Blanks(dict[str, str]):
    """A blank nobody filled must not turn a sentence into a crash; a test finds it."""

    def __missing__(self, name: str) -> str:
        return "…"


TYPE_BLANKS: Final = frozenset({"type", "expected"})
PART_BLANKS: Final = frozenset({"part", "first", "second"})
DATE_BLANKS: Final = frozenset({"date", "other_date", "birth_date", "time"})
UNIT_BLANKS: Final = frozenset({"unit", "units", "likely"})


def _shown(name: str, value: object, shape: Format) -> str:
    if isinstance(value, str):
        if name in TYPE_BLANKS:
            return type_name(value)
        if name in PART_BLANKS:
            return part_name(value)
        if name in DATE_BLANKS:
            return _date_shown(value, shape)
        if name == "writer":
            return writer_words(value)
        return (unit_label(value) or value) if name in UNIT_BLANKS else value
    if isinstance(value, float) or (name == "n" and isinstance(value, int)):
        return shape.number(value)
    if isinstance(value, Iterable):
        return ", ".join(_shown(name, each, shape) for each in value)
    return str(value)


def _date_shown(text: str, shape: Format) -> str:
    """A date, a clock time or both, given as ISO 8601, as this person reads it."""
    try:
        if len(text) < len("2026-01-01"):
            clock = dt.datetime.combine(dt.date.min, dt.time.fromisoformat(text), dt.UTC)
            return shape.clock(clock)
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    date = shape.date(day_of(moment.date()))
    return date if len(text) == len("2026-01-01") else f"{date} {shape.clock(moment)}"
