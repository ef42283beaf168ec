"""Quotes: chosen, approved, approved by a second person, and taken back; and that what went is nowhere."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.counted import OUTSIDE
from assessments.models import (
    Action,
    ActionNote,
    Quote,
    Reflection,
    ReportEdition,
    ReportFile,
    Round,
    Sheet,
    YouSaid,
)
from assessments.part import Sharing
from assessments.reading.quotable import mark_of
from assessments.services import quotes
from assessments.services.answering import save_reflection, save_sharing
from assessments.services.editions import draft_of, folder_of, issue
from assessments.services.joining import erase_sheet
from assessments.services.releases import make_release
from assessments.services.rounds import close_round
from teams.meanwhile import WrittenMeanwhile
from teams.refusals import Refused
from tests.assessments.sheets import queries
from tests.assessments.test_appearing import KINDS, finish, owner_of, told_of
from tests.assessments.test_joining import dana, join
from tests.make import make_admin, make_facilitator, make_member, make_person_sheet, make_round

pytestmark = pytest.mark.django_db
SAID = "Nobody asked us zanzibar. Amina did, once, and it helped."
QUOTED = "Nobody asked us zanzibar. [name] did"


@pytest.fixture(params=sorted(KINDS))
def round(request):
    """Somebody writes about a principle there, or about an activity."""
    return KINDS[request.param]()


@pytest.fixture
def writer(round):
    """Dana's browser."""
    client = dana()
    join(client, round)
    return client


@pytest.fixture
def reflection(writer, round):
    sheet = finish(round.sheets.get(kind=Sheet.Kind.PERSON))
    row = Reflection.objects.get(sheet=sheet)
    row.text, row.may_quote, row.may_quote_outside = SAID, True, True
    row.save()
    for _ in range(4):
        finish(make_person_sheet(round))  # alone, nobody's words are shown
    return row


@pytest.fixture
def alice(round):
    return make_facilitator(round.team)


@pytest.fixture
def olu(round):
    return make_admin(round.team.organisation)


@pytest.fixture
def quote(reflection, round, alice):
    close_round(round, by=alice)
    round.refresh_from_db()
    chosen = quotes.choose_quote(reflection, text=QUOTED, shown="", by=alice)
    quotes.approve_quote(chosen, shown=QUOTED, by=alice)
    return again(chosen)


def again(quote):
    return Quote.objects.select_related("reflection").get(pk=quote.pk)


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def at(name, round, *args):
    return reverse(name, args=[round.code, *args])


def where_it_is(word, folder):
    """Every text in the database, and every file, that holds the word."""
    found = []
    for model in apps.get_models():
        for row in model.objects.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                text = bytes(value) if isinstance(field, models.BinaryField) else str(value).encode()
                found += [f"{model.__name__}.{field.name}"] if word.encode() in text else []
    return found + [str(p) for p in folder.rglob("*") if p.is_file() and word.encode() in p.read_bytes()]


def use_everywhere(round, quote, by):
    """An issued report, a draft of the next, kept files, an action, and what people were told."""
    words = quote.text
    round.refresh_from_db()
    edition = draft_of(round, ReportEdition.Kind.BOARD)
    edition.details = {"purpose": f"Listen: {words}."}
    issue(edition, {("inside", "html"): words.encode()}, release=round.releases.first(), by=by)
    folder_of(round.code).mkdir(parents=True)
    (folder_of(round.code) / "issued-board-1.pdf").write_text(words)
    draft = draft_of(round, ReportEdition.Kind.BOARD)
    draft.save()
    action = Action.objects.create(team=round.team, what=f"Hear “{words}”", why=words)
    ActionNote.objects.create(action=action, text=f"As they said, {words}!")
    YouSaid.objects.create(round=round, entries=[{"you_said": words}], shown=[{"you_said": words}])
    return edition


def test_what_a_writer_takes_back_is_nowhere_but_on_their_sheet(
    quote, round, alice, writer, settings, django_capture_on_commit_callbacks
):
    edition = use_everywhere(round, quote, alice)
    assert len(where_it_is("zanzibar", settings.DATA_DIR)) > 8
    with django_capture_on_commit_callbacks(execute=True):
        assert writer.post(at("take_back", round, quote.code)).status_code == 302
    assert where_it_is("zanzibar", settings.DATA_DIR) == ["Reflection.text"]
    edition.refresh_from_db()
    assert (edition.state, edition.superseded_because) == ("superseded", "withdrawn")
    assert not ReportFile.objects.exists()
    assert told_of(round) == {}


def test_what_was_taken_out_is_kept_nowhere_else(quote, settings):
    assert where_it_is("Amina", settings.DATA_DIR) == ["Reflection.text"]


def test_erasing_a_sheet_takes_its_quotes_back(
    quote, round, alice, settings, django_capture_on_commit_callbacks
):
    use_everywhere(round, quote, alice)
    with django_capture_on_commit_callbacks(execute=True):
        erase_sheet(Sheet.objects.select_related("round").get(pk=quote.reflection.sheet_id))
    assert where_it_is("zanzibar", settings.DATA_DIR) == []


def test_a_changed_quote_is_approved_anew_and_what_it_said_is_gone(quote, round, alice, olu, settings):
    quotes.approve_outside(quote, shown=QUOTED, by=olu)
    use_everywhere(round, quote, alice)
    quotes.choose_quote(quote.reflection, text="it helped", shown=QUOTED, by=alice)
    assert again(quote).state == "chosen"
    assert again(quote).approved_outside_by is None
    assert "Quote.text" not in where_it_is("zanzibar", settings.DATA_DIR)
    assert not round.quotes.inside().exists()


@pytest.mark.parametrize("keeps", ["inside only", "nothing", "other words"])
def test_while_the_round_is_open_a_writer_changes_their_mind(keeps, reflection, round, alice, olu):
    make_release(round, by=alice)
    quote = quotes.choose_quote(reflection, text=QUOTED, shown="", by=alice)
    quotes.approve_quote(quote, shown=QUOTED, by=alice)
    quotes.approve_outside(quote, shown=QUOTED, by=olu)
    where = owner_of(round)
    if keeps == "other words":
        save_reflection(reflection.sheet, text="Somebody asked us.", revision=0, **where)
    else:
        may = Sharing("round", keeps == "inside only", False)
        save_sharing(reflection.sheet, sharing=may, **where)
    assert not round.quotes.outside().exists()
    assert Quote.objects.filter(text=QUOTED).exists() == (keeps == "inside only")


def test_a_page_that_is_out_of_date_takes_nothing_back(reflection, round, alice, olu):
    """Emptied on a device that shows what stood there before: the words stay, and so does all that was said of them."""
    Reflection.objects.filter(pk=reflection.pk).update(revision=2, may_read="round")
    make_release(round, by=alice)
    quote = quotes.choose_quote(reflection, text=QUOTED, shown="", by=alice)
    quotes.approve_quote(quote, shown=QUOTED, by=alice)
    quotes.approve_outside(quote, shown=QUOTED, by=olu)
    stored = save_reflection(reflection.sheet, text="", revision=1, **owner_of(round))
    assert (stored.text, stored.sharing) == (SAID, Sharing("round", True, True))
    assert round.quotes.outside().exists()


@pytest.mark.parametrize("is_approved", [True, False])
def test_taking_one_off_says_that_reports_go_only_where_some_did(is_approved, quote, round, alice):
    if not is_approved:
        Quote.objects.update(approved_at=None, approved_by=None)
    report = use_everywhere(round, quote, alice)
    page = as_(alice).post(at("take_off_quote", round, quote.code), follow=True).content.decode()
    report.refresh_from_db()
    assert "We’ve taken the quote off." in page
    assert ("Reports that were issued before don’t count any more." in page) is is_approved
    assert bool(report.superseded_at) is is_approved


def test_the_second_person_is_another_one(quote, round, alice, olu):
    with pytest.raises(Refused, match="second person"):
        quotes.approve_outside(quote, shown=QUOTED, by=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.update(approved_outside_by=alice, approved_outside_at=timezone.now())
    quotes.approve_outside(quote, shown=QUOTED, by=olu)
    assert list(told_of(round, OUTSIDE)) == [QUOTED]


def test_a_second_person_may_keep_it_inside(quote, round, olu):
    quotes.keep_inside(quote, shown=QUOTED, by=olu)
    assert not round.quotes.waiting_for(olu).exists()
    assert again(quote).state == "inside"


def test_nobody_approves_what_they_have_not_read(quote, olu):
    with pytest.raises(WrittenMeanwhile):
        quotes.approve_outside(quote, shown="Something else", by=olu)


def test_a_report_made_before_words_were_taken_back_is_not_issued(quote, round, alice):
    edition = draft_of(Round.objects.get(pk=round.pk), ReportEdition.Kind.BOARD)
    quotes.withdraw_quote(quote)
    with pytest.raises(Refused, match="taken one back"):
        issue(edition, {("inside", "html"): QUOTED.encode()}, release=round.releases.first(), by=alice)
    assert not ReportFile.objects.exists()


def test_two_who_choose_at_once_lose_nothing(quote, round, alice):
    page = as_(alice).post(
        at("choose_quote", round, mark_of(quote.reflection)), {"text": "it helped", "shown": "Amina did"}
    )
    assert QUOTED in page.content.decode()
    assert "it helped</textarea>" in page.content.decode()
    assert again(quote).text == QUOTED


def test_choosing_takes_out_what_is_ticked(reflection, round, alice):
    close_round(round, by=alice)
    client, address = as_(alice), at("choose_quote", round, mark_of(reflection))
    assert "“Amina” (a name)" in client.get(address).content.decode()
    answer = client.post(address, {"text": SAID, "shown": "", "take_out": ["amina"]})
    made = Quote.objects.get()
    assert made.text == SAID.replace("Amina", "[name taken out]")
    assert answer.url == at("approve_quote", round, made.code)
    assert "I have read it" in client.get(answer.url).content.decode()
    not_ticked = client.post(answer.url, {"shown": made.text}).content.decode()
    (mistake,) = re.findall(r'<li><a href="#([^"]+)">Read the quote', not_ticked)
    assert f'id="{mistake}"' in not_ticked
    assert again(made).state == "chosen"
    client.post(answer.url, {"shown": made.text, "read": "on"})
    assert again(made).approved_by == alice


def test_other_words_are_refused_and_not_lost(reflection, round, alice):
    close_round(round, by=alice)
    page = as_(alice).post(
        at("choose_quote", round, mark_of(reflection)), {"text": "They were great", "shown": ""}
    )
    assert "They were great</textarea>" in page.content.decode()
    assert "own words" in page.content.decode()
    assert not Quote.objects.exists()


@pytest.mark.parametrize("why", ["not allowed", "not finished", "empty", "taken back"])
def test_what_facilitators_do_not_see(why, reflection, round, alice):
    columns = {
        "not allowed": {"may_quote": False},
        "not finished": {"finished_at": None},
        "empty": {"text": ""},
    }
    Reflection.objects.filter(pk=reflection.pk).update(**columns.get(why, {"may_quote": True}))
    close_round(round, by=alice)
    if why == "taken back":
        quotes.withdraw_quote(quotes.choose_quote(reflection, text=QUOTED, shown="", by=alice))
    assert "zanzibar" not in as_(alice).get(at("quotes", round)).content.decode()
    assert as_(alice).get(at("choose_quote", round, mark_of(reflection))).status_code == 404


def test_a_second_person_sees_the_quote_and_never_the_reflection(quote, round, olu):
    page = as_(olu).get(at("quotes", round)).content.decode()
    assert "zanzibar" in page
    assert "Amina" not in page
    read = {f"shown-{quote.code}": QUOTED, "read": "on", f"decide-{quote.code}": "outside"}
    as_(olu).post(at("decide_quotes", round), read)
    assert again(quote).approved_outside_by == olu


def test_members_see_nothing_of_it(quote, round):
    assert as_(make_member(round.team)).get(at("quotes", round)).status_code == 403


def test_a_writer_reads_what_was_quoted_and_finds_it_from_their_sheet(quote, round, writer):
    assert at("my_quotes", round) in writer.get(at("my_sheet", round)).content.decode()
    page = writer.get(at("my_quotes", round)).content.decode()
    assert "Nobody asked us zanzibar." in page
    assert "Only people in" in page
    assert "can’t get those back" in writer.get(at("take_back", round, quote.code)).content.decode()
    assert again(quote).text  # reading changes nothing


def test_another_writer_cannot_take_it_back(quote, round):
    client, elsewhere = dana(), make_round()
    join(client, elsewhere)
    assert client.post(at("take_back", elsewhere, quote.code)).status_code == 404
    assert again(quote).text == QUOTED


@pytest.mark.parametrize("round", ["principle"], indirect=True)
def test_results_show_them_and_to_whoever_took_part_those_for_outside(quote, round, alice, olu, writer):
    assert "In people’s own words" in as_(alice).get(at("results", round)).content.decode()
    assert "zanzibar" not in writer.get(at("my_results_more", round)).content.decode()
    quotes.approve_outside(quote, shown=QUOTED, by=olu)
    assert "zanzibar" in writer.get(at("my_results_more", round)).content.decode()


def test_the_list_takes_as_many_queries_for_many_as_for_one(reflection, round, alice):
    make_release(round, by=alice)
    quotes.choose_quote(reflection, text=QUOTED, shown="", by=alice)
    client = as_(alice)
    client.get(at("quotes", round))
    for_one = len(queries(lambda: client.get(at("quotes", round))))
    for number in range(5):
        sheet = finish(make_person_sheet(round))
        Reflection.objects.filter(sheet=sheet).update(text=f"Words {number}", may_quote=True)
        words = sheet.reflections.get()
        quotes.choose_quote(words, text=f"Words {number}", shown="", by=alice)
    make_release(round, by=alice)
    page = []
    assert len(queries(lambda: page.append(client.get(at("quotes", round))))) == for_one
    assert "Words 4" in page[0].content.decode()
