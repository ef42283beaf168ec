"""Words fit to keep."""

import json
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from teams.words import clean, one_line, same_name, shows
from tests.make import make_organisation

# Scripts in which people write here, with what they need between their letters.
SCRIPTS = [
    "Ünïcode, naïve, Łódź",
    "日本語、中文，한국어",
    "‏עברית‏ and ‮not‬",
    "اُردو میں\u200cلکھا",
    "ক\u09cd\u200dষ বাংলা",
    "ਪੰਜਾਬੀ, ગુજરાતી, தமிழ், हिन्दी",
    "👩🏽\u200d🦽 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "two\nlines\tand a tab",
    "a – b — c ‒ d − e",
    "Zoe\u0308 and Zoë",
    "\u2066isolated\u2069\u200e\u200f\u2060",
]
CLEANED = json.loads((Path(__file__).parents[1] / "js" / "cleaned.json").read_text())  # for scripts too
CHANGED = "\u00ad\u2010\u2011\u2028\u2029\ufeff\ufff9\ufffa\ufffb"
any_text = st.text(st.characters())


@pytest.mark.parametrize("text", SCRIPTS)
def test_every_script_stays_as_it_is(text):
    assert clean(text) == text


@pytest.mark.parametrize(("pasted", "kept"), CLEANED)
def test_what_copying_adds_is_taken_away(pasted, kept):
    assert clean(pasted) == kept


def test_scripts_clean_every_character_as_we_do():
    """Else a page wouldn't know its own words when they come back."""
    every = "|".join(map(chr, range(0x110000)))
    script = """
        import { clean } from "./static/js/clean.js";
        import { readFileSync } from "node:fs";
        process.stdout.write(JSON.stringify(clean(JSON.parse(readFileSync(0, "utf8")))));
    """
    run = ["node", "--input-type=module", "--eval", script]
    told = subprocess.run(run, input=json.dumps(every).encode(), capture_output=True, check=True, timeout=120)
    assert json.loads(told.stdout) == clean(every)


@given(any_text)
def test_cleaning_twice_changes_no_more(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "Cf"], exclude_characters=CHANGED)))
def test_all_that_can_be_read_stays(text):
    assert clean(text) == text


@given(any_text)
def test_what_comes_out_can_stand_in_xml_and_in_utf_8(text):
    element = etree.Element("said")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text in (clean(text), None)
    assert clean(text).encode().decode() == clean(text)


@pytest.mark.django_db
@given(st.text(st.characters(), max_size=60))
def test_what_comes_out_can_be_kept(text):
    row = make_organisation()
    row.safeguarding_name = clean(text)
    row.save()
    row.refresh_from_db()
    assert row.safeguarding_name == clean(text)


@given(any_text)
def test_a_line_has_no_breaks_and_no_double_spaces(text):
    line = one_line(text)
    assert not set("\r\n\t\v\f") & set(line)
    assert "  " not in line
    assert one_line(line) == line


@pytest.mark.parametrize(
    "name", ["", "  ", "\u200b", "\u2800", "\u3164 \u200d", "\u0301\u0308", "\u00a0", "\u200e\u2069"]
)
def test_some_names_show_nothing(name):
    assert not shows(name)


@pytest.mark.parametrize("name", ["A", "7", "…", "🙂", "ﷺ", "\u0301a"])
def test_others_do(name):
    assert shows(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "ZOË"),
        ("Zoë", "Zoe\u0308"),
        ("ŁÓDŹ", "łódź"),
        ("Straße", "STRASSE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("Day  centre", "day centre"),
        ("Day\u200b centre", "Day centre"),
        ("Day\u00a0centre", "Day centre"),
        ("Day\u2009centre", "Day centre"),
        ("Day\u3000 centre", "Day centre"),
    ],
)
def test_one_name_has_many_spellings(one, other):
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Zoë", "Zoe"), ("Day centre", "Daycentre"), ("Team 1", "Team 2")]
)
def test_names_differ_by_what_is_read(one, other):
    assert same_name(one) != same_name(other)


@given(any_text)
@example("\u0345")
def test_a_name_is_the_same_however_its_accents_are_encoded(name):
    spellings = [unicodedata.normalize(form, name) for form in ("NFC", "NFD")]
    assert len({same_name(each) for each in (name, *spellings)}) == 1


@given(st.text(st.characters(), max_size=120))
def test_there_is_room_for_what_names_are_compared_by(name):
    assert len(same_name(name)) <= 400
