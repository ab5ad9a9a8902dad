"""The words of a language, and that every text of the program has its translation."""

from __future__ import annotations

import string
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.texts import language, shipped_languages, speaking, tr, tr_n, use_language
from healthdesk.texts.catalogue import Catalogue, load, stretch
from tools.collect_texts import NotLiteral, Text, Translation, collect, read, written

TOP = Path(__file__).resolve().parent.parent.parent
TRANSLATIONS = TOP / "resources" / "translations"


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


class TestSpeaking:
    def test_english_is_the_source_itself(self):
        assert language() == "en"
        assert tr("Weight") == "Weight"

    def test_another_language_by_its_file(self):
        use_language("de")
        assert tr("Weight") == "Gewicht"
        assert tr("{n} min ago and no translation", n=3) == "3 min ago and no translation"

    def test_blanks_are_filled_and_braces_of_values_kept(self):
        assert tr("Deleted {name}", name="{x}") == "Deleted {x}"
        assert tr("100 {literal}") == "100 {literal}"

    @pytest.mark.parametrize(("n", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
    def test_the_form_for_a_number(self, n, text):
        assert tr_n("{n} day", "{n} days", n) == text

    def test_plurals_of_another_language(self):
        use_language("de")
        assert tr_n("{n} day ago", "{n} days ago", 1) == "vor 1 Tag"
        assert tr_n("{n} day ago", "{n} days ago", 3) == "vor 3 Tagen"

    def test_an_unknown_language_changes_nothing(self):
        use_language("de")
        with pytest.raises(FileNotFoundError):
            use_language("tlh")
        assert language() == "de"

    def test_german_is_shipped(self):
        assert shipped_languages() == ("en", "de")


class TestStretched:
    @given(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1))
    def test_longer_by_two_fifths_and_in_brackets(self, text):
        made = stretch(text)
        if text.strip():
            assert (made[0], made[-1]) == ("[", "]")
            assert len(made) >= len(text) * 1.39

    def test_blanks_and_markup_stay(self):
        made = stretch("<b>Deleted</b> {n} readings")
        assert "<b>" in made
        assert "</b>" in made
        assert blanks(made) == ["n"]
        assert "Deleted" not in made

    def test_every_text_speaks_it(self):
        use_language("xx")
        assert tr("Deleted {n}", n=3).startswith("[Dé")
        assert "3" in tr_n("{n} day", "{n} days", 3)


class TestTranslations:
    def test_every_file_holds_every_text_and_nothing_else(self):
        done = subprocess.run(
            [sys.executable, "tools/collect_texts.py", "--check"],
            cwd=TOP, capture_output=True, check=False, text=True,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, "")

    @pytest.mark.parametrize("code", [code for code in shipped_languages() if code != "en"])
    def test_every_text_is_translated_with_the_same_blanks(self, code):
        for text, translation in read(TRANSLATIONS / f"healthdesk_{code}.ts").items():
            assert translation.finished, text
            assert all(form.strip() for form in translation.forms), text
            sources = (text.one, text.source) if text.one else (text.source,)
            for form, source in zip(translation.forms, sources, strict=True):
                missing = set(blanks(source)) ^ set(blanks(form))
                assert missing <= ({"n"} if text.one else set()), (text, form)
                assert form.endswith("…") == source.endswith("…"), (text, form)

    def test_the_catalogue_reads_what_the_tool_writes(self, tmp_path, monkeypatch):
        known = {
            Text("Weight <b>"): Translation(("Gewicht & <b>",), True),
            Text("{n} days", "{n} day"): Translation(("{n} Tag", "{n} Tage"), True),
        }
        path = tmp_path / "resources" / "translations" / "healthdesk_zz.ts"
        path.parent.mkdir(parents=True)
        path.write_text(written("zz", tuple(sorted(known)), known), "utf-8")
        monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
        expected = Catalogue("zz", {"Weight <b>": "Gewicht & <b>"},
                             {"{n} days": ("{n} Tag", "{n} Tage")})  # fmt: skip
        assert load("zz") == expected


class TestCollecting:
    def collect(self, tmp_path: Path, source: str) -> tuple[Text, ...]:
        (tmp_path / "ui").mkdir()
        (tmp_path / "ui" / "page.py").write_text(source, "utf-8")
        return collect(tmp_path)

    def test_literals_of_both_functions_once_each(self, tmp_path):
        source = 'tr("B")\ntr("A" " b")\ntr("B")\ntr_n("{n} day", "{n} days", n)\n'
        assert self.collect(tmp_path, source) == (
            Text("A b"), Text("B"), Text("{n} days", "{n} day")
        )  # fmt: skip

    def test_a_text_that_is_no_literal_is_refused(self, tmp_path):
        with pytest.raises(NotLiteral, match=r"ui/page\.py:2"):
            self.collect(tmp_path, 'x = "A"\ntr(x)\n')

    def test_translations_stay_new_texts_are_marked_vanished_ones_dropped(self, tmp_path):
        old = {Text("Kept"): Translation(("Behalten",), True),
               Text("Gone"): Translation(("Fort",), True)}  # fmt: skip
        path = tmp_path / "healthdesk_zz.ts"
        path.write_text(written("zz", (Text("Kept"), Text("New")), old), "utf-8")
        assert read(path) == {
            Text("Kept"): Translation(("Behalten",), True),
            Text("New"): Translation(("",), False),
        }


def test_another_language_is_spoken_inside_a_block_and_in_its_thread_alone():
    heard = []
    with speaking("de"):
        other = threading.Thread(target=lambda: heard.append(tr("Weight")))
        other.start()
        other.join()
        assert (tr("Weight"), language()) == ("Gewicht", "de")
    assert (heard, tr("Weight"), language()) == (["Weight"], "Weight", "en")
