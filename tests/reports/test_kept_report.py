"""A report that is kept until its files are made: it comes back whole, and each try makes the same bytes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.counted import INSIDE, OUTSIDE
from reports.formats import ALL, FORMATS, HTML, MADE_LATER
from reports.formats.kept import SOURCE, from_source, to_source
from reports.formats.word import to_word
from reports.services.finishing import finish_all
from tests.reports.sample import make_full_report, make_report
from tests.reports.test_issue_report import make_issued

OF_THE_REPORT = [format.name for format in MADE_LATER if format.made_of == SOURCE]
REPORTS = [make_report(), make_full_report()]


def test_only_the_html_is_made_at_once_and_what_takes_longest_comes_last():
    assert {*ALL} - {*MADE_LATER} == {FORMATS[HTML]}
    assert MADE_LATER[-1] == FORMATS["pdf"]
    assert set(FORMATS) == {HTML, "pdf", "docx", *OF_THE_REPORT}


@pytest.mark.parametrize("report", REPORTS, ids=["alone", "with others"])
def test_it_comes_back_whole_and_tells_the_same(report):
    back = from_source(to_source(report))
    assert back == report
    for name in (*OF_THE_REPORT, "html"):
        assert FORMATS[name].make(back) == FORMATS[name].make(report), name


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.dates())
def test_whatever_people_wrote(words, day):
    details = replace(REPORTS[0].details, strength=words, meeting_date=day)
    report = replace(REPORTS[0], details=details, left_out=(words,))
    assert from_source(to_source(report)) == report


@pytest.mark.django_db
@pytest.mark.one_database  # what is made of it is the same, whichever database it was read from
def test_what_is_made_later_is_what_would_have_been_made_at_once():
    round, _ = make_issued()
    edition = round.editions.get()
    sources = {a: bytes(edition.files.get(audience=a, format=SOURCE).content) for a in (INSIDE, OUTSIDE)}
    finish_all()
    for html in edition.files.filter(format=HTML):
        word = bytes(edition.files.get(audience=html.audience, format="docx").content)
        assert word == to_word(bytes(html.content).decode()), "Word says what the web page says"
    for audience, source in sources.items():
        for name in OF_THE_REPORT:
            kept = bytes(edition.files.get(audience=audience, format=name).content)
            assert kept == FORMATS[name].make(from_source(source)), (audience, name)
    assert not edition.files.filter(format=SOURCE).exists()
