"""The Easy Read summary's words, without a database: what is drafted, what is checked, and how it is explained."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.agreed import Agreed, AgreedPrinciple, Room
from assessments.comparison import Look
from assessments.said import NOT_SURE, NOT_TRUE
from assessments.telling import ALL, FEW
from reports.details import Ask, Details
from reports.easy_read import MOST_LETTERS, check, count_pages, draft_easy_read, write_easy_read
from reports.easy_read.sentences import pieces
from reports.easy_read.shortening import shortened
from reports.easy_read.summary import PLACES, EasyReadSummary
from reports.report import ToldAction
from reports.told_quote import ToldQuote
from rubric.document import HardWord, ShownDrawing
from rubric.plain_words import count_words, sentences
from teams.punctuation import fitting
from teams.sides import SUPPORT
from tests.reports.sample import (
    LUNCH,
    NOW,
    UNSURE,
    make_agreed,
    make_counts,
    make_placing_results,
    make_report,
    make_results,
    our_rubric,
)

LIVED_LABEL = "I draw on care and support"
DOCUMENT = our_rubric()
HEADINGS = [
    "What this is",
    "Who told us",
    "Where we are",
    "3 good things",
    "3 things to change",
    "What we will do",
]
HEADINGS += ["What we can’t do, and why", "What happens next"]
DO = ToldAction("Write the risk form again", led_by="Bob", co_lead="Marjorie", due_on=date(2027, 6, 3))
DONE = ToldAction("Pay people who train staff", status="done")
STOPPED = ToldAction("Open every day", status="stopped", stopped_because="The landlord says no")
words = st.text(alphabet="ab ,.\n“”-é&", max_size=200)
names = st.lists(st.sampled_from(["a", "b’s", "&", "co-op"]), min_size=1, max_size=40).map(
    " ".join
) | st.just("St. A.")


def report(*, plan=(DO, DONE, STOPPED), details=None, counts=None, **results):
    told = make_results(DOCUMENT, counts=counts or make_counts(DOCUMENT), **results)
    return make_report(told, details or Details(), plan=plan)


def agreeing():
    """Everybody sees what is good, and hardly anybody a warning sign."""
    counts = make_counts(DOCUMENT)
    good = {s.key: FEW if s.level == "not-yet" else ALL for s in DOCUMENT.statements}
    shown = tuple(replace(p, groups=tuple(replace(g, ticked=good) for g in p.groups)) for p in counts.outside)
    return replace(counts, outside=shown)


def written(report_=None, details=None, hear_back="At the lunch in May"):
    drafts = draft_easy_read(report_ or report(counts=agreeing()), DOCUMENT, hear_back=hear_back)
    return write_easy_read(drafts, details or {}, DOCUMENT)


def texts(summary, key):
    return [p.text for section in summary.shown if section.place.key == key for p in section.points]


def test_its_sections_stand_in_order():
    assert [section.heading for section in written().shown] == HEADINGS


@pytest.mark.parametrize("text", ["So it is. " * 150, "x" * 2_000, "We ask people first. " * 49])
def test_what_has_no_room_is_cut_between_words_and_says_so(text):
    told = fitting(text, MOST_LETTERS)
    assert len(told) <= MOST_LETTERS
    assert told == text.strip() if len(text) <= MOST_LETTERS else told.endswith("…")
    assert set(told.removesuffix("…").split()) <= set(text.split()) or " " not in text


def test_what_is_new_is_told_first_in_the_statements_easy_read_words():
    (first, *_) = texts(written(), "good")
    assert first.endswith("\nThis is new.")
    assert first.removesuffix("\nThis is new.") in {s.easy_read for s in DOCUMENT.statements}


def test_a_warning_sign_left_behind_is_a_good_thing():
    then = make_agreed(DOCUMENT, {p.key: p.statements[0].key for p in DOCUMENT.principles})
    looks = (Look(DOCUMENT, then), Look(DOCUMENT, make_agreed(DOCUMENT, {})))
    good = texts(written(report(looks=looks, counts=agreeing())), "good")
    assert len(good) == 3
    assert all(text.startswith("This is not true any more:\n") for text in good)


def test_what_people_see_differently_always_has_room():
    warnings = {p.key: p.statements[0].key for p in DOCUMENT.principles}
    looks = (Look(DOCUMENT, make_agreed(DOCUMENT, {})), Look(DOCUMENT, make_agreed(DOCUMENT, warnings)))
    (*_, last) = texts(written(report(looks=looks)), "change")
    assert last.startswith("People do not agree about this:\n")


def test_what_is_not_true_yet_fills_up_what_is_to_change():
    looks = (Look(DOCUMENT, make_agreed(DOCUMENT, {})), Look(DOCUMENT, make_agreed(DOCUMENT, {})))
    told = make_results(DOCUMENT, looks=looks)
    assert all(t.startswith("This is not true yet:\n") for t in texts(written(make_report(told)), "change"))


def test_the_plan_says_who_and_when_and_what_stopped_says_why():
    summary = written()
    assert texts(summary, "do") == [
        "Write the risk form again.\nBob and Marjorie lead this.\nWe will do it by 3 June 2027.",
        "Pay people who train staff.\nWe have done this.",
    ]
    assert texts(summary, "cannot") == [
        "We can’t do this:\nOpen every day.\nThis is why:\nThe landlord says no."
    ]


@pytest.mark.parametrize(
    ("due_on", "today", "is_promised"),
    [
        (date(2027, 3, 19), None, True),  # the day on which the figures were kept
        (date(2027, 3, 18), None, False),
        (date(2027, 3, 18), date(2027, 1, 1), False),
        (date(2027, 5, 1), date(2027, 5, 1), True),
        (date(2027, 5, 1), date(2027, 5, 2), False),
    ],
)
def test_nothing_is_promised_for_a_day_that_has_gone(due_on, today, is_promised):
    told = report(plan=(replace(DO, due_on=due_on),))
    text = draft_easy_read(told, DOCUMENT, today=today).points["do_1"].text
    assert ("We will do it by" in text) is is_promised
    assert text.endswith("\nWe have not done it yet.") is not is_promised


def test_people_are_named_only_where_they_stand_in_an_action():
    details = Details(
        lead_officer="Oyelaran Bright, Head of Adult Support",
        next_steps="We meet on 12 May. Marjorie tells the board. Mr Okonkwo comes. Then we eat.",
        hear_back="Oyelaran brings cake. We send everybody a letter.",
    )
    told = report(details=details)
    (first, *others) = told.results.principles
    named, plain = ToldQuote("Amina asked me."), ToldQuote("I was asked.")
    results = replace(told.results, principles=(replace(first, quotes=(named, plain)), *others))
    summary = written(replace(told, results=results))
    assert texts(summary, "next")[:2] == [
        "We meet on 12 May.\nThen we eat.",
        "This is how you will hear from us:\nWe send everybody a letter.",
    ]
    assert texts(summary, "who")[-1] == "Somebody said:\n“I was asked.”"
    assert "Bob and Marjorie lead this." in texts(summary, "do")[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We meet. We eat.", ["We meet. We eat."]),
        (
            "Everybody who was in the room gets this report and an Easy Read page by the end of April.",
            ["Everybody who was in the room gets this report", "and an Easy Read page by the end of April."],
        ),
        ("word " * 20, [f"{'word ' * 14}word", "word word word word word"]),
        (f"“{'word ' * 19}word”", [f"“{'word ' * 14}word", "word word word word word”"]),
    ],
)
def test_a_long_sentence_becomes_short_ones(text, told):
    assert shortened(text).split("\n") == told


@given(st.text(alphabet="ab ,.\n“”and;", max_size=400))
def test_no_sentence_stays_long(text):
    assert all(count_words(s) <= 15 for s in sentences(shortened(text)))


def test_what_was_stopped_of_an_earlier_round_is_told_once():
    told = replace(report(plan=(STOPPED,)), promised=(STOPPED,))
    assert len(texts(written(told), "cannot")) == 1


def test_what_was_not_talked_about_is_not_told_as_if_it_was():
    """People answered on their own, and the together sheet stayed empty."""
    room = Room(True, 6, (LIVED_LABEL,), sides=(SUPPORT,))
    nothing = Look(DOCUMENT, Agreed(room, ()))
    alone = written(report(looks=(nothing, nothing)))
    assert texts(alone, "what")[1] == "We asked what is true here.\nIt was not a test."
    assert texts(alone, "who")[:2] == [
        "We have not talked about it together.",
        "People answered on their own.\nWe don’t show their names.",
    ]
    together = written()
    assert texts(together, "what")[1] == "We talked about what is true here.\nIt was not a test."
    assert texts(together, "who")[0] == "11 people talked about it together."


def test_in_the_open_it_says_that_people_saw_each_others_names():
    told = report()
    in_the_open = replace(told, results=replace(told.results, in_the_open=True))
    saw = "People answered on their own.\nThey saw each other’s first names and answers.\nWe don’t show names here."
    assert saw in texts(written(in_the_open), "who")


def test_what_was_not_placed_is_not_told_as_if_it_was():
    nothing = replace(LUNCH, placed={}, finished=False)
    unplaced = written(make_report(make_placing_results(activities=(nothing,))))
    assert texts(unplaced, "what")[1] == "We asked where our work is now.\nIt was not a test."
    assert texts(unplaced, "who")[0] == "We have not talked about it together."
    placed = written(make_report(make_placing_results(activities=(LUNCH, nothing))))
    assert texts(placed, "what")[1] == "We talked about where our work is now.\nIt was not a test."
    assert texts(placed, "who")[0] == "11 people talked about it together."


def test_what_was_stopped_for_another_reason_is_told_too():
    other = replace(STOPPED, stopped_because="The heating is broken.")
    told = texts(written(report(plan=(STOPPED, other))), "cannot")
    assert [text.rpartition("\n")[2] for text in told] == ["The landlord says no.", "The heating is broken."]
    same = replace(STOPPED, led_by="Bob")
    assert len(texts(written(report(plan=(STOPPED, same))), "cannot")) == 1, "it would read the same"


def test_where_we_are_is_told_of_each_part_in_words():
    [told] = texts(written(), "where")
    lead, *lines = told.split("\n")
    assert lead == "Where does the team say it is?"
    assert [line.partition(":")[0] for line in lines] == [p.name for p in report().results.principles]
    assert all(count_words(s) <= 15 for s in sentences(told))


def test_what_a_board_is_asked_is_told_and_names_nobody():
    what = ("Pay for fares.", "Let Ruth Adeyemi decide.", "Come to lunch.", "Open at 10.", "Write to us.")
    details = Details(lead_officer="Ruth Adeyemi, manager", asks=tuple(map(Ask, what)))
    assert texts(written(report(details=details)), "ask") == [
        "Pay for fares.",
        "Come to lunch.",
        "Open at 10.",
        "Our report asks for 2 more things.",
    ]
    short = replace(details, asks=details.asks[:1], request="We ask you to pay people.")
    assert texts(written(report(details=short)), "ask") == ["Pay for fares.", "We ask you to pay people."]
    assert texts(written(), "ask") == [], "no draft that nobody looked at"


@pytest.mark.parametrize("what", ["Open every day", "word " * 900])
@pytest.mark.parametrize("why", ["The landlord says no.", "", "because " * 200])
def test_what_we_cant_do_always_says_why(what, why):
    stopped = replace(STOPPED, what=what, stopped_because=why)
    [told] = texts(written(report(plan=(stopped,))), "cannot")
    reason = told.partition("\nThis is why:\n")[2]
    assert reason.startswith(why.split(maxsplit=1)[0] if why else "We have not said why yet.")
    assert len(told) <= MOST_LETTERS


def test_a_step_is_called_one_among_good_things():
    steps = {s.key: ALL for s in DOCUMENT.statements if s.level == "getting-there"}
    ticks = {p.key: " ".join(s.key for s in p.statements if s.key in steps) for p in DOCUMENT.principles}
    looks = (Look(DOCUMENT, make_agreed(DOCUMENT, {})), Look(DOCUMENT, make_agreed(DOCUMENT, ticks)))
    good = texts(written(report(looks=looks, counts=agreeing())), "good")
    assert good
    assert all(text.endswith("This is a step. There is more to do.") for text in good)


def test_a_sentence_over_two_lines_is_one_and_the_checks_say_so():
    long = "The money is decided by the council’s cabinet,\nand the rules don’t let us hand over the choice."
    assert next(c.says[:8] for c in check(long)) == "18 words"
    assert check("We meet on Friday.\nWe eat together.") == ()
    assert check("“I work here”\n“Family carer or friend”") == ()


def test_nobody_there_is_said_plainly():
    told = make_results(DOCUMENT, room=Room(True, 7, ("I work here",)))
    assert "Nobody who draws on care and support was there." in texts(written(make_report(told)), "who")


def test_only_a_short_quote_is_told():
    told = report()
    (first, *others) = told.results.principles
    long, short = ToldQuote("word " * 20), ToldQuote("I was asked. I said no.")
    results = replace(told.results, principles=(replace(first, quotes=(long, short)), *others))
    assert (
        texts(written(replace(told, results=results)), "who")[-1]
        == "Somebody said:\n“I was asked. I said no.”"
    )


def test_a_long_text_for_the_board_begins_the_draft_and_no_more():
    told = report(details=Details(next_steps="We meet on Friday. " * 40))
    text = texts(written(told), "next")[0]
    assert text.startswith("We meet on Friday.\nWe meet on Friday.")
    assert count_words(text) <= 60


def test_our_own_words_raise_no_warning():
    """What is drafted without a word of anybody's; statements and people's texts are theirs."""
    none = Look(DOCUMENT, Agreed(Room(True, 7), tuple(AgreedPrinciple(p.key) for p in DOCUMENT.principles)))
    summary = written(make_report(make_results(DOCUMENT, looks=(none, none)), Details()), hear_back="")
    assert texts(summary, "good") == ["We have not ticked a good thing yet."]
    for point in (point for point in summary.points if not point.name.startswith("where")):  # parts’ names
        assert [c.says for c in check(point.text, summary.explained) if not c.is_fine] == [], point.text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_drafted_sentence_is_short(data):
    """Whatever a team is called, and whatever was written."""
    team, label, what, why = (data.draw(names) for _ in range(4))
    steps, hears = data.draw(words), data.draw(words)
    status = data.draw(st.sampled_from(["planned", "going-on", "done", "stopped"]))
    action = ToldAction(
        what, status=status, led_by=data.draw(names), co_lead=data.draw(names), stopped_because=why
    )
    some = data.draw(st.lists(st.sampled_from([s.key for s in DOCUMENT.statements]), max_size=20))
    ticks = {p.key: " ".join(s.key for s in p.statements if s.key in some) for p in DOCUMENT.principles}
    room = Room(True, data.draw(st.integers(0, 500)), (label,), sides=(SUPPORT,))
    agreed = make_agreed(DOCUMENT, ticks, unsure=UNSURE - set(some), room=room)
    looks = (Look(DOCUMENT, make_agreed(DOCUMENT, NOW)), Look(DOCUMENT, agreed))
    told = report(plan=(action,), details=Details(next_steps=steps), looks=looks, team=team)
    drafts = draft_easy_read(told, DOCUMENT, hear_back=hears)
    for text in (drafts.title, *(point.text for point in drafts.points.values())):
        assert text
        assert len(text) <= MOST_LETTERS
        for sentence in sentences(text):
            assert count_words(sentence) <= 15, sentence
    written_ = write_easy_read(drafts, {}, DOCUMENT)
    assert [s.place.key for s in written_.sections] == [place.key for place in PLACES]
    assert all(len(s.points) <= s.place.most for s in written_.sections)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a " * 16, "16 words in one sentence. Make it 15 or fewer"),
        ("We met and talked and ate.", "There may be more than 1 idea here"),
        ("Bread, milk, eggs.", "There may be more than 1 idea here"),
        ("We have three plans.", "Use digits: 3 instead of “three”."),
        ("We are accountable.", "“accountable” is a long word"),
        ("These are straightforward.", "“straightforward” is a long word"),
        ("Ask the CQC.", "“CQC” is a short form"),
        ("Food, e.g. soup.", "“e.g” is a short form"),
    ],
)
def test_what_makes_a_text_hard_is_named(text, says):
    assert any(c.says.startswith(says) and not c.is_fine for c in check(text)), [c.says for c in check(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a " * 15,
        "We met. We talked and ate.",
        "We met\nWe ate",
        "We have 3 plans.",
        "One of us came.",
        "Everybody.",
    ],
)
def test_easy_texts_are_left_alone(text):
    assert check(text) == ()


def test_a_hard_word_that_is_explained_is_only_mentioned():
    explained = [HardWord("accountability", "Saying openly what you did.")]
    assert [(c.is_fine, "accountability" in c.says) for c in check("We want accountability.", explained)] == [
        (True, True)
    ]


def test_a_hard_word_is_explained_once_where_it_comes_first():
    details = {"good_1": "Networks help. Networks talk.", "change_1": "We have few networks."}
    summary = written(details=details)
    explained = [p.name for p in summary.points if any(h.word == "network" for h in p.hard_words)]
    assert explained == ["good_1"]
    (line,) = next(p for p in summary.points if p.name == "good_1").lines
    assert [piece.text for piece in line if piece.is_hard] == ["Networks", "Networks"]


def test_peoples_own_meaning_of_a_hard_word_comes_before_the_rubrics():
    summary = written(
        details={"good_1": "Networks help.", "hard_words": "network: People like you.\nno meaning"}
    )
    (point,) = (p for p in summary.points if p.name == "good_1")
    assert point.hard_words == (HardWord("network", "People like you."),)


def test_what_people_write_takes_the_drafts_place_and_can_be_left_out():
    summary = written(details={"good_1": "Ours.", "good_2_out": "yes", "title": "Our page"})
    assert texts(summary, "good")[0] == "Ours."
    assert len(texts(summary, "good")) == 2
    assert summary.title == "Our page"
    assert [s.heading for s in summary.shown][3] == "2 good things"


def test_a_picture_is_the_statements_the_chosen_one_or_none():
    def drawing(**details):
        return next(p.drawing for p in written(details=details).points if p.name == "good_1")

    assert drawing().code
    assert drawing(good_1_picture="abc") == ShownDrawing(digest="abc")
    assert drawing(good_1_picture="none") is None


@given(words)
def test_pieces_are_the_line_again(line):
    hard = [HardWord("ab", "x"), HardWord("a", "y")]
    assert "".join(piece.text for piece in pieces(line, hard)) == line


def test_a_word_that_a_line_could_break_stays_whole():
    assert [p.text for p in pieces("We co-produce a drop-in.", []) if p.is_whole] == [
        "co-produce",
        "drop-in.",
    ]


def test_what_is_kept_of_it_reads_the_same():
    summary = written(details={"checked_with": "People First", "checked_on": "2027-03-03"})
    kept = EasyReadSummary.from_json(summary.to_json())
    assert kept.to_json() == summary.to_json()
    assert [s.heading for s in kept.shown] == HEADINGS


def test_more_points_need_more_pages():
    few = written(details={f"{name}_out": "yes" for place in PLACES[2:] for name in place.names})
    assert (count_pages(few), count_pages(written())) == (2, 5)


@given(words)
def test_nothing_is_cut_where_a_sentence_is_made_short(text):
    assert shortened(text).split() == text.split()


def test_who_sees_a_warning_sign_that_the_team_doesnt_is_said_with_it():
    """People it is about are never “other people”."""
    told = texts(written(report(counts=seeing_warnings())), "change")
    leads = [text for text in told if "Our team does not see this" in text]
    assert leads
    for text in leads:
        assert re.match(rf"\S.* (still )?see this: “{LIVED_LABEL}”\.\n", text)
        assert "ther people" not in text


def seeing_warnings():
    """Nearly all of each group see each warning sign."""
    counts = make_counts(DOCUMENT)
    bad = {s.key: ALL if s.level == "not-yet" else FEW for s in DOCUMENT.statements}
    shown = tuple(replace(p, groups=tuple(replace(g, ticked=bad) for g in p.groups)) for p in counts.outside)
    return replace(counts, outside=shown)


def saying(state):
    """The team says this of every statement, and many of those it is about see the warning signs."""
    told = report(counts=seeing_warnings())
    parts = tuple(replace(p, change=None, levels=said(p.levels, state)) for p in told.results.principles)
    return replace(told, results=replace(told.results, principles=parts))


def said(levels, state):
    return tuple(
        replace(level, statements=tuple(replace(s, now=state) for s in level.statements)) for level in levels
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (NOT_SURE, "Our team is not sure about this:"),
        (NOT_TRUE, "Our team does not see this:"),
        ("", "Our team has not talked about it:"),
    ],
)
def test_what_the_team_says_of_a_warning_sign_is_what_it_said(state, words):
    told = texts(written(saying(state)), "change")
    assert {text.split("\n")[1] for text in told if "see this" in text} == {words}


def test_what_was_promised_and_done_is_told_and_what_has_no_room_is_named():
    done = [replace(DONE, what=f"Done {n}") for n in range(2)]
    told = replace(report(plan=(DO,)), promised=(done[0], replace(STOPPED, status="planned")))
    assert [text.split("\n")[0] for text in texts(written(told), "do")] == [f"{DO.what}.", "Done 0."]
    told = replace(report(plan=(DO, *done, DONE)), promised=(done[0],))
    *three, rest = texts(written(told), "do")
    assert len(three) == 3
    assert rest == "Our report tells about 1 more thing that we have done."
    to_do = [replace(DO, what=f"To do {n}") for n in range(5)]
    told = replace(report(plan=(*to_do, *done)), promised=(done[0],))
    *three, rest = texts(written(told), "do")
    assert len(three) == 3
    left, ended = rest.split("\n")
    assert left == "Our report tells about 2 more things."
    assert ended == "Our report tells about 2 more things that we have done."


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        (("plan",), ["Our report tells about 1 more thing that we have done."]),
        (("promised",), ["Our report tells about 2 more things."]),
        (("plan", "promised"), []),
    ],
)
def test_of_what_the_report_leaves_out_it_isnt_said_that_it_tells_it(left_out, named):
    to_do = tuple(replace(DO, what=f"To do {n}") for n in range(5))
    told = replace(report(plan=to_do), promised=(DONE,), left_out=left_out)
    assert texts(written(told), "do")[3:] == named
