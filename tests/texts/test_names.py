"""Every code that is shown has a name."""

from __future__ import annotations

import dataclasses

from healthdesk.domain import units
from healthdesk.domain.health_types import CATALOGUE
from healthdesk.settings import SETTINGS
from healthdesk.texts import (
    choice_label,
    code_name,
    group_name,
    part_name,
    setting_label,
    setting_text,
    type_name,
    unit_label,
    use_language,
)
from healthdesk.texts.names import CHOICES, CODES, GROUPS, LANGUAGES, PARTS, TYPES, UNITS


def test_every_type_part_code_and_group_of_the_catalogue_is_named_and_no_other():
    assert set(TYPES) == {kind.slug for kind in CATALOGUE}
    assert set(PARTS) == {part.slug for kind in CATALOGUE for part in kind.parts}
    assert set(CODES) == {code for kind in CATALOGUE for code in kind.codes}
    assert set(GROUPS) == {kind.group for kind in CATALOGUE} | {"own"}
    assert len({type_name(kind) for kind in CATALOGUE}) == len(CATALOGUE)


def test_a_type_of_the_users_own_has_the_name_they_gave():
    own = dataclasses.replace(CATALOGUE[0], slug="tea-cups", name="Cups of tea", group="own")
    assert type_name(own) == "Cups of tea"


def test_a_slug_without_a_name_stands_for_itself():
    assert type_name("tea-cups") == "tea-cups"
    assert part_name("systolic") == "Systolic"
    assert part_name("weight") == "Weight"


def test_a_coded_value_is_named_and_a_strange_one_shown():
    stage = next(kind for kind in CATALOGUE if kind.codes)
    assert code_name(stage, 0) == "In bed"
    assert code_name(stage, 99) == "99"
    assert code_name(stage, -1) == "-1"
    assert code_name(stage, 0.5) == "0.5"


def test_units_named_here_are_in_the_table_of_units():
    assert set(UNITS) <= set(units.codes())
    assert unit_label("kg") == "kg"
    assert unit_label("count") == ""


def test_every_choice_of_a_setting_that_is_no_unit_has_words():
    for setting in SETTINGS:
        if setting.key.startswith("units."):
            continue
        for choice in setting.rule.choices:
            assert choice in CHOICES or choice in LANGUAGES, (setting.key, choice)
    assert choice_label("kg") == "kg"
    assert choice_label("de") == "Deutsch"


def test_names_follow_the_language():
    use_language("de")
    assert type_name("blood-pressure") == "Blutdruck"
    assert group_name("sleep") == "Schlaf"
    assert unit_label("steps") == "Schritte"
    for setting in SETTINGS:
        assert setting_text(setting) != setting.text
        assert setting_label(setting)
