"""Something wrong with these words? From a sheet of one's own to the rubric's editors, and nothing leads back."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from assessments.models import Sheet
from rubric.models import Remark, RemarksOfDay
from rubric.services import remarks as services
from rubric.services.remarks import monday_after
from tests.make import make_round, make_site_editor
from tests.participants import kept

pytestmark = pytest.mark.django_db
SAID = {"kind": "say", "words": "Staff listen to people.", "named": ""}


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def dana(round):
    client = Client()
    client.sheet = kept(client, round)
    return client


def url(round, name="remark_on_statement", *, number=1):
    return reverse(name, args=[round.code, "p1", number])


def say(client, round, **said):
    return client.post(url(round), {**SAID, "once": str(uuid4()), **said})


def appear():
    Remark.objects.update(appears_on=timezone.localdate())


def test_a_small_link_leads_to_a_page_of_its_own_and_back_to_the_same_statement(dana, round):
    statement = dana.get(url(round, "my_statement", number=2))
    links = html.fromstring(statement.content).xpath("//a[.='Something wrong with these words?']/@href")
    assert links == [url(round, number=2)]
    page = dana.get(links[0]).content.decode()
    assert "This is true of getting-there 1." in page
    assert "Call 999" in page
    answer = dana.post(links[0], {**SAID, "once": ""}, follow=True)
    assert answer.redirect_chain == [(url(round, "my_statement", number=2), 302)]
    assert "get it on Monday" in answer.content.decode()


def test_a_list_has_the_link_beside_each_statement(dana, round):
    dana.cookies["view"] = "list"
    page = html.fromstring(dana.get(reverse("my_principle", args=[round.code, "p1"])).content)
    assert page.xpath("//fieldset//a/@href") == [url(round, number=number) for number in (1, 2, 3)]
    names = [link.text_content() for link in page.xpath("//fieldset//a")]
    said = [legend.text_content().strip() for legend in page.xpath("//fieldset/legend")]
    assert names == [f"Something wrong with these words? {statement}" for statement in said]


@pytest.mark.parametrize(("wording", "field"), [("standard", "text"), ("easy-read", "easy_read")])
def test_it_is_about_the_very_words_that_were_read(wording, field, dana, round):
    dana.cookies["wording"] = wording
    assert say(dana, round).status_code == 302
    remark = Remark.objects.get()
    assert (remark.rubric, remark.place, remark.field) == (
        round.version.rubric,
        "statement-p1-not-yet",
        field,
    )


def test_it_appears_on_the_monday_after_with_all_of_the_week(dana, round, client):
    say(dana, round)
    client.force_login(make_site_editor())
    remarks = reverse("rubric_remarks", args=[round.version.rubric.slug])
    assert SAID["words"] not in client.get(remarks).content.decode()
    assert Remark.objects.get().appears_on.weekday() == 0
    appear()
    assert SAID["words"] in client.get(remarks).content.decode()
    assert "Read a remark on a rubric’s words" in client.get("/").content.decode()


def test_every_day_of_a_week_appears_on_one_day():
    monday = date(2026, 11, 23)
    days = {monday_after(monday + timedelta(days=n)) for n in range(7)}
    assert days == {date(2026, 11, 30)}


def rows():
    """All that any table holds, by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (the tables' names are ours)
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def files_in(folder):
    return sorted(str(path) for path in Path(folder).rglob("*") if path.is_file())


def test_nothing_that_is_kept_links_a_remark_with_a_sheet_or_a_time(dana, round, caplog, settings):
    dana.get(url(round))
    before, cookies, files = rows(), dict(dana.cookies), files_in(settings.DATA_DIR)
    assert say(dana, round).status_code == 302
    changed = {table: rows for table, rows in rows().items() if rows != before[table]}
    assert set(changed) == {"rubric_remark", "rubric_remarksofday"}
    kept = " ".join(changed["rubric_remark"] + changed["rubric_remarksofday"])
    names = (
        dana.sheet.return_code_hash,
        round.code,
        round.title,
        round.team.name,
        "127.0.0.1",
        f"{timezone.now():%H:%M}",
    )
    assert [each for each in names if each in kept] == []
    assert "datetime.datetime" not in kept
    assert not caplog.records
    assert files_in(settings.DATA_DIR) == files
    new = {name: dana.cookies[name].value for name in dana.cookies.keys() - cookies.keys()}
    assert set(new) <= {"messages"}


def test_no_column_could_link_them():
    columns = Remark._meta.concrete_fields + RemarksOfDay._meta.concrete_fields
    related = {field.related_model._meta.app_label for field in columns if field.related_model}
    assert related == {"rubric"}
    assert {field.get_internal_type() for field in columns} & {"DateTimeField", "TimeField"} == set()
    pointing = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.related_model is Remark and model._meta.app_label != "rubric"
    ]
    assert pointing == []
    assert Remark._meta.pk.get_internal_type() == "UUIDField"


def test_two_days_of_one_address_cant_be_told_to_be_one_visitors(dana, round):
    say(dana, round)
    RemarksOfDay.objects.update(day=timezone.localdate() - timedelta(days=1), visitor="x" * 32)
    say(dana, round)
    assert RemarksOfDay.objects.values("visitor").distinct().count() == 2


def test_a_hall_behind_one_address_can_say_much_and_is_told_when_it_is_too_much(dana, round, monkeypatch):
    for number in range(30):
        assert say(dana, round, words=f"Words {number}.").status_code == 302
    monkeypatch.setattr(services, "MOST_IN_ROUND", 30)
    refused = say(dana, round, words="Keep these.")
    assert refused.status_code == 429
    assert "Keep these." in refused.content.decode()


def test_strangers_with_a_link_leave_room_for_those_who_take_part():
    assert services.ROOM_BY_LINK < services.ROOM
    assert services.MOST_BY_LINK < services.ROOM_BY_LINK


def test_whoever_has_no_sheet_here_gets_their_words_back(round):
    answer = say(Client(), round)
    assert answer.status_code == 404
    assert SAID["words"] in answer.content.decode()
    assert not Remark.objects.exists()


def test_a_page_left_open_says_nothing_for_the_next_person(dana, round):
    assert say(dana, round, sheet_mark="somebody-else").status_code == 404
    assert not Remark.objects.exists()


def test_erasing_a_sheet_leaves_what_was_said_of_the_words(dana, round):
    say(dana, round)
    Sheet.objects.filter(pk=dana.sheet.pk).delete()
    assert Remark.objects.count() == 1
