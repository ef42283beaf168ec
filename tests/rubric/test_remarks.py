"""People say something about a rubric's words, by a draft's link; its editors answer, take words over and close."""

import re
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from uuid import uuid4

import lxml.html
import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape

from rubric.document import find_text, parse
from rubric.document.places import mark_of
from rubric.models import Remark, RemarksOfDay, Rubric
from rubric.reading import read_version
from rubric.services import remarks as services
from rubric.services.draft_links import share_draft, stop_sharing, working_link
from rubric.services.drafts import discard_draft, publish_version, start_draft
from rubric.services.importing import import_document
from rubric.services.remarks_kept import erase_old_remarks
from rubric.services.taking_over import take_over
from rubric.services.telling_editors import tell_editors
from rubric.views.draft_texts import parts_read
from teams.meanwhile import GoneMeanwhile
from teams.models import Letter
from tests.make import (
    make_draft,
    make_organisation,
    make_rubric_editor,
    make_site_editor,
    make_user,
    make_version,
)
from tests.rubric.documents import LADDER, MATRIX, SMALL
from tests.rubric.test_finding import filled, words_in

pytestmark = pytest.mark.django_db
STATEMENT = "statement-p1-not-yet"
SAID = {"kind": "say", "words": "Staff listen to people.", "named": "The Thursday group"}


@pytest.fixture
def sita():
    return make_site_editor()


@pytest.fixture
def draft():
    return make_draft()


@pytest.fixture
def link(draft, sita):
    return share_draft(draft, by=sita)


def read(link):
    return Client().get(reverse("draft_by_link", args=[link.token]))


def say(link, place=STATEMENT, field="text", client=None, **said):
    address = reverse("remark_by_link", args=[link.token, place, field])
    return (client or Client()).post(address, {**SAID, "once": str(uuid4()), **said})


def leave(link, **said):
    assert say(link, **said).status_code == 302
    return Remark.objects.latest("appears_on", "id") if Remark.objects.count() == 1 else None


def press(client, remark, step, **more):
    return client.post(reverse("remark", args=[remark.rubric.slug, remark.pk]), {"step": step, **more})


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_anybody_with_the_link_reads_both_wordings(draft, link):
    draft.statements.filter(key="p1-not-yet").update(text="Nobody is asked.", easy_read="No one asks us.")
    reader = Client()
    page = reader.get(reverse("draft_by_link", args=[link.token]))
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "Nobody is asked." in page.content.decode()
    reader.cookies["wording"] = "easy-read"
    easy = reader.get(reverse("draft_by_link", args=[link.token])).content.decode()
    assert "No one asks us." in easy
    assert "Nobody is asked." not in easy


def test_a_remark_knows_its_text_and_nothing_of_who_said_it(draft, link):
    answer = say(link)
    assert answer.url == reverse("draft_by_link", args=[link.token]) + f"#{STATEMENT}.text"
    remark = Remark.objects.get()
    text = find_text(read_version(draft.pk), STATEMENT, "text")
    assert (remark.rubric, remark.place, remark.field) == (draft.rubric, STATEMENT, "text")
    assert (remark.about, remark.words, remark.named) == (text.words, SAID["words"], SAID["named"])
    assert remark.appears_on == timezone.localdate()


def test_thanks_stand_beside_the_text_that_they_are_about(link):
    reader = Client()
    page = reader.get(say(link, client=reader).url)
    [thanks] = lxml.html.fromstring(page.content).xpath("//*[@role='status']")
    assert thanks.getparent().get("id") == f"{STATEMENT}.text"
    assert "Thank you." in thanks.text_content()


def test_thanks_stand_at_the_top_where_the_text_isnt_shown_any_more(draft, link):
    draft.statements.filter(key="p1-not-yet").update(easy_read="No one asks us.")
    reader = Client()
    address = say(link, client=reader).url
    reader.cookies["wording"] = "easy-read"
    [thanks] = lxml.html.fromstring(reader.get(address).content).xpath("//*[@role='status']")
    assert thanks.getparent().get("id") == "main"


def test_lines_stand_as_they_were_typed(draft, link, sita):
    draft.statements.filter(key="p1-not-yet").update(easy_read="We meet.\nWe have <tea>.")
    typed, editor = "We meet.<br>We have &lt;tea&gt;.", signed_in(sita)
    reader = Client()
    reader.cookies["wording"] = "easy-read"
    for client, name, keys in (
        (reader, "draft_by_link", [link.token]),
        (reader, "remark_by_link", [link.token, STATEMENT, "easy_read"]),
        (editor, "draft_part", [draft.rubric.slug, "p1"]),
    ):
        assert typed in client.get(reverse(name, args=keys)).content.decode(), name


def test_what_is_wrong_comes_back_with_all_that_was_written(link):
    page = say(link, kind="", words="Keep this, please.")
    assert page.status_code == 422
    assert "Choose what you want to say." in page.content.decode()
    assert "Keep this, please." in page.content.decode()
    assert "Write how it should say it." in say(link, words="\u200b ").content.decode()
    assert "at most 500 letters" in say(link, words="a" * 501).content.decode()
    assert not Remark.objects.exists()
    assert say(link, kind="unclear", words="").status_code == 302


def test_a_button_pressed_twice_says_it_once(link):
    once = str(uuid4())
    for _ in range(2):
        assert say(link, once=once).status_code == 302
    assert Remark.objects.count() == 1
    assert say(link, once=once, words="Other words, after going back.").status_code == 302
    assert say(link, once="not ours").status_code == 302
    assert Remark.objects.count() == 3


def test_words_are_cleaned(link):
    say(link, words="Staff\x00 li\u00adsten.\r\nAlways.")
    assert Remark.objects.get().words == "Staff listen.\nAlways."


def test_texts_that_arent_there_have_no_page_and_whoever_wrote_gets_their_words_back(link):
    for place, field in (
        (STATEMENT, "key"),
        ("statement-nothing", "text"),
        ("introduction", "nothing"),
        ("principle-p1", "examples-00000000"),
        ("hard-words", "means-00000000"),
    ):
        assert Client().get(reverse("remark_by_link", args=[link.token, place, field])).status_code == 404
        refused = say(link, place, field)
        assert refused.status_code == 410
        assert SAID["words"] in refused.content.decode()


@pytest.mark.parametrize(
    ("place", "field", "step"),
    [("introduction", "title", "use"), ("level-not-yet", "stem", "use"), ("principle-p1", "title", "same")],
)
def test_every_kind_of_text_can_be_remarked_on_and_taken_over(place, field, step, draft, link, sita):
    remark = leave(link, place=place, field=field)
    editor = signed_in(sita)
    now = find_text(read_version(draft.pk), place, field).words
    press(editor, remark, step, shown=now)
    assert find_text(read_version(draft.pk), place, field).words == SAID["words"]


def test_its_editors_see_how_long_the_link_works(draft, link, sita):
    page = signed_in(sita).get(reverse("edit_rubric", args=[draft.rubric.slug])).content.decode()
    assert f"It works until {date_format(timezone.localtime(link.ends_at), 'j F Y')}." in page


@pytest.fixture
def full(draft):
    """With a text in each place that a rubric to tick can have."""
    draft.principles.update(short_title="First", summary="We meet.", examples=["A lunch", "A walk"])
    draft.levels.update(easy_read_stem="Is it so?")
    draft.hard_words = [{"word": "lunch", "means": "A meal."}, {"word": "walk", "means": "To go."}]
    draft.source = {
        **draft.source,
        "based_on": "Older work",
        "feedback": "Write.",
        "easy_read_feedback": "Tell.",
    }
    draft.save()
    return draft


def test_every_text_that_the_link_shows_can_be_remarked_on_and_taken_over(full, sita):
    link, editor = share_draft(full, by=sita), signed_in(sita)
    document = read_version(full.pk)
    shown = {
        (row["text"].place, row["text"].field): row["text"].words
        for wording in ("standard", "easy-read")
        for part in parts_read(document, wording, {})
        for level in part["levels"]
        for row in level["rows"]
    }
    kinds = {(place.partition("-")[0], field.partition("-")[0]): (place, field) for place, field in shown}
    lists = {("hard", "means"), ("principle", "examples"), ("principle", "short_title"), ("source", "note")}
    easy = {("source", "easy_read_feedback"), ("level", "easy_read_label"), ("level", "easy_read_stem")}
    assert lists | easy <= set(kinds)
    for place, field in kinds.values():
        Remark.objects.all().delete()
        assert say(link, place, field).status_code == 302, (place, field)
        remark = Remark.objects.get()
        assert remark.about == shown[place, field]
        press(editor, remark, "same", shown=remark.about)
        remark.refresh_from_db()
        assert remark.taken_into == full, (place, field)
        assert find_text(read_version(full.pk), remark.place, remark.field).words == SAID["words"]


def test_another_example_never_takes_the_place_of_one_that_is_gone(full, sita):
    link, editor = share_draft(full, by=sita), signed_in(sita)
    page = read(link).content.decode()
    (field,) = set(re.findall(r"/principle-p1/(examples-[0-9a-f]+)/", page)[:1])
    remark = leave(link, place="principle-p1", field=field)
    full.principles.update(examples=["A walk", "Tea"])
    press(editor, remark, "use", shown="A walk")
    remark.refresh_from_db()
    assert remark.taken_into is None
    assert read_version(full.pk).principles[0].examples == ("A walk", "Tea")


@pytest.mark.parametrize("file", [SMALL, LADDER, MATRIX])
def test_a_draft_by_its_link_shows_every_text_of_it(file):
    hard = '\nhard_words:\n  - word: "equal"\n    means: "As important as others."\n'
    document = filled(parse(file + hard), count(1))
    told = [str(parts_read(document, wording, {})) for wording in ("standard", "easy-read")]
    authors = {*document.source.authors, document.source.published_by}  # facts, which stand beside
    assert {word for word in words_in(document) if not any(word in one for one in told)} == authors


def test_rubrics_to_place_on_are_read_and_remarked_on_too(sita):
    import_document(parse(Path("rubric/data/ladder-of-participation.yaml").read_text()))
    draft = start_draft(Rubric.objects.get(), by=sita)
    link = share_draft(draft, by=sita)
    page = read(link).content.decode()
    document = read_version(draft.pk)
    places = [("prompt", "reflection_prompt"), (f"question-{document.questions[0].key}", "text")]
    places.append((f"place-{document.places[0].key}", "hint"))
    for place, field in places:
        now = find_text(document, place, field).words
        assert escape(now) in page
        assert say(link, place, field).status_code == 302
        remark = Remark.objects.get(place=place)
        press(signed_in(sita), remark, "use", shown=now)
        assert find_text(read_version(draft.pk), place, field).words == SAID["words"]


def test_a_stopped_link_and_an_old_one_open_nothing(draft, link, sita):
    stop_sharing(draft, by=sita)
    page = read(link)
    assert page.status_code == 410
    assert "has stopped the link" in page.content.decode()
    refused = say(link)
    assert refused.status_code == 410
    assert SAID["words"] in refused.content.decode()
    new = share_draft(draft, by=sita)
    assert new.token != link.token
    assert share_draft(draft, by=sita) == new
    new.ends_at = timezone.now()
    new.save()
    assert "this one has ended" in read(new).content.decode()
    assert working_link(draft) is None
    assert Client().get(reverse("draft_by_link", args=["bcdfghjk"])).status_code == 404


def test_one_address_can_say_so_much_a_day_and_a_hall_goes_on(link, monkeypatch):
    monkeypatch.setattr(services, "MOST_BY_LINK", 2)
    for _ in range(2):
        assert say(link).status_code == 302
    refused = say(link, words="Mine.")
    assert refused.status_code == 429
    assert "come back tomorrow" in refused.content.decode()
    assert "Mine." in refused.content.decode()
    assert say(link, client=Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    assert all(len(row.visitor) == 32 for row in RemarksOfDay.objects.all())


def test_it_says_plainly_when_it_is_full(link, monkeypatch):
    monkeypatch.setattr(services, "ROOM_BY_LINK", 1)
    first = leave(link)
    assert "there is no room for another" in say(link, words="Mine.").content.decode()
    services.close_remark(first)
    assert say(link).status_code == 302


def test_an_answer_is_read_by_whoever_has_the_link_and_nothing_before(link, sita):
    remark = leave(link, words="Say <b>who</b>.")
    assert "Say &lt;b&gt;" not in read(link).content.decode()
    press(signed_in(sita), remark, "answer", reply="We say who now.")
    page = read(link).content.decode()
    assert "Say &lt;b&gt;who&lt;/b&gt;." in page
    assert "We say who now." in page
    assert "The Thursday group" not in page


@pytest.mark.both_databases
def test_two_who_answer_are_shown_both_answers(link, sita):
    remark, editor = leave(link), signed_in(sita)
    page = {"initial-reply": "", "reply": "Mine."}
    assert (
        'name="initial-reply"'
        in editor.get(reverse("remark", args=[remark.rubric.slug, remark.pk])).content.decode()
    )
    press(editor, remark, "answer", **page | {"reply": "Theirs."})
    answer = press(editor, remark, "answer", **page)
    assert answer.status_code == 422
    assert answer.context["form"].theirs == (("Your answer", "Theirs."),)
    assert "Mine.</textarea>" in answer.content.decode()
    assert 'name="initial-reply" value="Theirs."' in answer.content.decode()
    assert Remark.objects.get().answer == "Theirs."
    press(editor, remark, "answer", **page | {"initial-reply": "Theirs."})
    assert Remark.objects.get().answer == "Mine."


def test_an_answer_that_was_left_as_it_was_undoes_none(link):
    leave(link)
    mine, theirs = Remark.objects.get(), Remark.objects.get()
    services.answer_remark(theirs, answer="Theirs.")
    services.answer_remark(mine, answer="", shown={"reply": ""})
    assert Remark.objects.get().answer == "Theirs."


def test_a_closed_remark_is_read_by_editors_only_and_can_wait_again(link, sita):
    remark, editor = leave(link), signed_in(sita)
    press(editor, remark, "close")
    assert SAID["words"] not in read(link).content.decode()
    press(editor, remark, "open")
    remark.refresh_from_db()
    assert remark.is_waiting
    press(editor, remark, "erase")
    assert not Remark.objects.exists()


def test_words_that_were_used_meanwhile_dont_wait_again(draft, link, sita):
    remark, editor = leave(link), signed_in(sita)
    press(editor, remark, "same", shown=draft.statements.get(key="p1-not-yet").text)
    answer = press(editor, remark, "open")
    page = editor.get(answer.url).content.decode()
    assert "An editor used these words meanwhile, so this doesn’t wait again." in page
    assert "It waits again." not in page
    remark.refresh_from_db()
    assert not remark.is_waiting


@pytest.mark.both_databases
@pytest.mark.parametrize("deed", ["answer", "close", "open", "take over"])
def test_a_remark_that_was_erased_in_between_is_gone(draft, link, sita, deed):
    remark, erased = leave(link), Remark.objects.get()
    services.erase_remark(erased)
    deeds = {
        "answer": partial(services.answer_remark, answer="Mine.", shown={"reply": ""}),
        "close": services.close_remark,
        "open": services.open_again,
        "take over": partial(
            take_over, draft=draft, words="Mine.", shown=remark.about, same_meaning=True, by=sita
        ),
    }
    with pytest.raises(GoneMeanwhile):
        deeds[deed](remark)
    assert draft.statements.get(key="p1-not-yet").text == remark.about


class Erasing:
    """Once it has been read, and before anything else is done with it, somebody erases it."""

    def __init__(self, remark):
        self.remark, self.reads = remark, 0

    def __call__(self, execute, sql, *given):
        if Remark._meta.db_table in sql:
            self.reads += 1
            if self.reads == 2:
                services.erase_remark(self.remark)
        return execute(sql, *given)


@pytest.mark.parametrize(("step", "words"), [("answer", {"reply": "Mine."}), ("close", {}), ("same", {})])
def test_who_does_something_with_an_erased_remark_is_told(draft, link, sita, step, words):
    remark = leave(link)
    editor = signed_in(sita)
    with connection.execute_wrapper(Erasing(remark)):
        answer = press(editor, remark, step, shown=remark.about, **words)
    assert answer.status_code == 409
    for text in ("This isn’t there any more", *words.values()):
        assert text in answer.content.decode()


def test_words_are_taken_over_with_one_press_and_named_on_publishing(draft, link, sita):
    remark, editor = leave(link), signed_in(sita)
    shown = draft.statements.get(key="p1-not-yet").text
    part = editor.get(reverse("draft_part", args=[draft.rubric.slug, "p1"]))
    beside = lxml.html.fromstring(part.content).xpath(f"//*[@id='{STATEMENT}']//form[.//*[@name='shown']]")[0]
    assert beside.fields["shown"] == shown
    assert beside.xpath(".//button/@value") == ["same", "different"]
    answer = press(editor, remark, "same", shown=shown)
    assert "#statement-p1-not-yet" in answer.url
    assert draft.statements.get(key="p1-not-yet").text == SAID["words"]
    page = editor.get(reverse("publish_draft", args=[draft.rubric.slug])).content.decode()
    assert "The Thursday group" in page
    assert "We use these words now." in read(link).content.decode()


def test_another_meaning_gives_another_key_and_the_remark_goes_along(draft, link, sita):
    remark = leave(link)
    press(signed_in(sita), remark, "different", shown=draft.statements.get(key="p1-not-yet").text)
    remark.refresh_from_db()
    assert not draft.statements.filter(key="p1-not-yet").exists()
    assert remark.place == "statement-staff-listen-to-people"


def test_nobodys_newer_words_are_overwritten_by_a_suggestion(draft, link, sita):
    remark = leave(link)
    draft.statements.filter(key="p1-not-yet").update(text="Somebody was faster.")
    editor = signed_in(sita)
    press(editor, remark, "same", shown=remark.about)
    assert draft.statements.get(key="p1-not-yet").text == "Somebody was faster."
    remark.refresh_from_db()
    assert remark.is_waiting


def test_what_doesnt_fit_is_refused_in_words(draft, link, sita):
    remark = leave(link, place="level-not-yet", field="label", words="a" * 81)
    answer = press(signed_in(sita), remark, "use", shown="Haven’t got this")
    assert answer.url == reverse("remark", args=[remark.rubric.slug, remark.pk])
    assert draft.levels.get(key="not-yet").label == "Haven’t got this"


def test_a_draft_that_is_thrown_away_gives_its_remarks_back(draft, link, sita):
    remark = leave(link)
    press(signed_in(sita), remark, "same", shown=remark.about)
    draft.refresh_from_db()
    discard_draft(draft, by=sita, seen=draft.seen)
    remark.refresh_from_db()
    assert remark.is_waiting


EXAMPLE = "Somebody speaks first."


@pytest.mark.parametrize(
    ("place", "field", "step"),
    [(STATEMENT, "text", "different"), ("principle-p1", f"examples-{mark_of(EXAMPLE)}", "use")],
)
def test_and_each_waits_where_it_was_said(draft, link, sita, place, field, step):
    draft.principles.filter(key="p1").update(examples=[EXAMPLE])
    remark, editor = leave(link, place=place, field=field), signed_in(sita)
    press(editor, remark, step, shown=remark.about)
    remark.refresh_from_db()
    assert (remark.place, remark.field) != (place, field)
    draft.refresh_from_db()
    discard_draft(draft, by=sita, seen=draft.seen)
    remark.refresh_from_db()
    assert (remark.place, remark.field, remark.is_waiting) == (place, field, True)


def test_remarks_stand_beside_their_text_in_the_next_draft(draft, link, sita):
    remark = leave(link, field="easy_read")
    press(signed_in(sita), leave_another(link), "same", shown=remark.about)
    draft.refresh_from_db()
    told = {"note": "n", "suggested_by": "s", "checked_with": "c"}
    publish_version(draft, by=sita, seen=draft.seen, **told)
    again = make_draft(draft)
    page = signed_in(sita).get(reverse("draft_part", args=[again.rubric.slug, "p1"])).content.decode()
    assert reverse("remark", args=[again.rubric.slug, remark.pk]) in page
    assert services.suggesters(again) == []


def leave_another(link):
    before = set(Remark.objects.values_list("pk", flat=True))
    assert say(link).status_code == 302
    return Remark.objects.exclude(pk__in=before).get()


def test_the_list_has_every_text_in_the_order_of_the_rubric(draft, link, sita):
    for place, field in ((STATEMENT, "text"), ("introduction", "title"), ("principle-p2", "title")):
        say(link, place, field, words=f"About {place}.")
    Remark.objects.create(
        rubric=draft.rubric, place="statement-gone", field="text", about="Gone.", kind="wrong",
        words="About what is gone.", appears_on=date(2020, 1, 1),
    )  # fmt: skip
    page = signed_in(sita).get(reverse("rubric_remarks", args=[draft.rubric.slug])).content.decode()
    order = ["About introduction.", f"About {STATEMENT}.", "About principle-p2.", "About what is gone."]
    assert sorted(order, key=page.index) == order


def test_editors_read_who_spoke_where_they_wish_to_be_named_and_where_the_words_stand(draft, link, sita):
    draft.statements.filter(key="p1-not-yet").update(text="Nobody is asked.", easy_read="No one asks us.")
    remark = leave(link, field="easy_read")
    editor = signed_in(sita)
    page = editor.get(reverse("rubric_remarks", args=[draft.rubric.slug])).content
    [card] = lxml.html.fromstring(page).xpath("//section[contains(@class, 'remarked')]")
    principle, level = draft.principles.get(key="p1"), draft.levels.get(key="not-yet")
    heading = " ".join(card.find("h2").text_content().split())
    assert heading == f"{principle.title}, {level.label}: Statement, in Easy Read"
    assert "In standard words: Nobody is asked." in card.text_content()
    assert "They would like to be named: The Thursday group" in card.text_content()
    [there] = card.xpath(".//a[starts-with(., 'See it in the draft')]/@href")
    assert there.endswith(f"#{STATEMENT}")
    own = editor.get(reverse("remark", args=[remark.rubric.slug, remark.pk])).content.decode()
    assert there in own
    assert "Nobody is asked." in own


# Who is told


def tell(**later):
    return tell_editors(now=timezone.now() + timedelta(**later))


def test_editors_get_one_letter_about_all_that_is_new(draft, link, sita):
    for _ in range(3):
        say(link)
    assert [tell(), tell()] == [1, 0]
    letter = Letter.objects.get(kind="remarks")
    assert letter.to == sita.email
    assert "3" in letter.subject
    assert SAID["words"] not in letter.body
    assert reverse("rubric_remarks", args=[draft.rubric.slug]) in letter.body
    say(link)
    assert [tell(), tell(days=1)] == [0, 1]


def test_only_editors_of_that_rubric_are_told():
    organisation = make_organisation()
    own = make_version()
    own.rubric.organisation = organisation
    own.rubric.save()
    ede, sita = make_rubric_editor(organisation), make_site_editor()
    make_user("Bob")
    say(share_draft(make_draft(own), by=ede))
    say(share_draft(make_draft(make_version()), by=sita))
    assert tell() == 2
    told = dict(Letter.objects.values_list("to", "from_name"))
    assert told == {ede.email: organisation.name, sita.email: ""}
    assert mail.outbox == []


def test_whoever_doesnt_want_it_gets_none_and_it_counts_as_told(link, sita):
    sita.unwanted_mail = ["remarks"]
    sita.save()
    say(link)
    assert tell() == 0
    assert Remark.objects.get().told_on


# How long they are kept


def test_a_closed_remark_goes_after_the_organisations_months(draft, link, sita):
    organisation = make_organisation(retention_months=2)
    draft.rubric.organisation = organisation
    draft.rubric.save()
    remark = leave(link)
    services.close_remark(remark)
    assert erase_old_remarks(now=timezone.now() + timedelta(days=60)) == 0
    assert erase_old_remarks(now=timezone.now() + timedelta(days=63)) == 1


def test_one_that_nobody_closed_goes_after_two_years(link):
    leave(link)
    assert erase_old_remarks(now=timezone.now() + timedelta(days=729)) == 0
    assert RemarksOfDay.objects.count() == 0
    assert erase_old_remarks(now=timezone.now() + timedelta(days=732)) == 1
