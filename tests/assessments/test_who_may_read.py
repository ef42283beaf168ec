"""Who may read what somebody wrote, and who may quote it: two pages, and nothing chosen beforehand."""

import re

import pytest
from django.urls import reverse

from assessments.models import Reflection, Round, Sheet
from assessments.part import Sharing
from assessments.services.answering import save_reflection, save_sharing
from teams.models import Organisation
from tests.assessments.sheets import close
from tests.assessments.test_appearing import KINDS, owner_of
from tests.assessments.test_joining import dana, join, join_as_group
from tests.make import make_round

pytestmark = pytest.mark.django_db
OF_ACTIVITY = {"my_next": "my_activity_next", "save_mine": "save_my_activity"}
SAYS = {
    "": "Only you can read this now.",
    "round": "People in this round can read this, once we show it.",
}


@pytest.fixture(params=sorted(KINDS))
def round(request):
    """Somebody writes about a principle there, or about an activity."""
    return KINDS[request.param]()


@pytest.fixture
def phone(round):
    client = dana()
    client.sheet = join(client, round, first_name="Dana")
    return client


def page(round, name):
    """A page about the words, of whichever kind the part is."""
    if not round.activities.exists():
        return reverse(name, args=[round.code, "p1"])
    where = [round.code, "the-friday-lunch"]
    if name == "my_words":
        return reverse("my_activity_step", args=[*where, 3])
    return reverse(OF_ACTIVITY.get(name, f"{name}_activity"), args=where)


def write(phone, text="They ask us first."):
    owner = owner_of(phone.sheet.round)
    now = phone.sheet.reflections.filter(**owner).first()
    return save_reflection(phone.sheet, **owner, text=text, revision=now.revision if now else 0)


def form(round, text):
    """As it is sent without a script; of an activity it says where that was placed, too: nowhere."""
    fields = {"reflection": text, "revision": 0, "fingerprint": "", "save": "continue"}
    return fields | ({"shown": "00"} if round.activities.exists() else {})


def chosen(phone):
    return phone.sheet.reflections.values_list("may_read", "may_quote", "may_quote_outside").get()


def choose(phone, round, name, **pressed):
    return phone.post(page(round, name), pressed)


def test_two_pictured_choices_and_none_beforehand(phone, round):
    write(phone)
    html = phone.get(page(round, "who_may_read")).content.decode()
    assert re.findall(r'class="pictured__choice" name="may_read" value="([\w-]+)"', html) == [
        "only-me",
        "round",
    ]
    assert "They ask us first." in html
    assert SAYS[""] in html
    assert "checked" not in html
    assert "aria-pressed" not in html
    assert html.count("<img") == 3, "one beside each choice, one beside how it stands"


@pytest.mark.parametrize(
    ("name", "pressed", "then", "stored"),
    [
        ("who_may_read", {"may_read": "only-me"}, "my_next", ("only-me", False, False)),
        ("who_may_read", {"may_read": "round"}, "who_may_quote", ("round", False, False)),
        ("who_may_read", {"may_read": "later"}, "my_next", ("", False, False)),
        ("who_may_quote", {"may_quote": "no"}, "my_next", ("round", False, False)),
        ("who_may_quote", {"may_quote": "inside"}, "my_next", ("round", True, False)),
        ("who_may_quote", {"may_quote": "outside"}, "my_next", ("round", True, True)),
        ("who_may_quote", {"may_quote": "later"}, "my_next", ("round", False, False)),
    ],
)
def test_each_press_goes_on(phone, round, name, pressed, then, stored):
    write(phone)
    if name == "who_may_quote":
        choose(phone, round, "who_may_read", may_read="round")
    assert choose(phone, round, name, **pressed).url == page(round, then)
    assert chosen(phone) == stored


def test_deciding_later_changes_nothing(phone, round):
    write(phone)
    choose(phone, round, "who_may_read", may_read="round")
    choose(phone, round, "who_may_quote", may_quote="outside")
    for name, pressed in (("who_may_read", {"may_read": "later"}), ("who_may_quote", {"may_quote": "later"})):
        choose(phone, round, name, **pressed)
    choose(phone, round, "who_may_read", may_read="round")
    assert chosen(phone) == ("round", True, True), "nor does saying the same again"
    choose(phone, round, "who_may_read", may_read="only-me")
    assert chosen(phone) == ("only-me", False, False), "only me is never quoted"


def test_it_is_asked_until_it_is_chosen(phone, round):
    fields = form(round, "They ask us.")
    assert phone.post(page(round, "my_words"), fields).url == page(round, "who_may_read")
    choose(phone, round, "who_may_read", may_read="only-me")
    changed = fields | {"reflection": "They ask us first.", "revision": 1}
    assert phone.post(page(round, "my_words"), changed).url == page(round, "my_next")
    assert chosen(phone) == ("only-me", False, False), "changed words keep the choice"
    assert "your choice stays the same" in phone.get(page(round, "my_words")).content.decode()


def test_whoever_writes_nothing_isnt_asked(phone, round):
    fields = form(round, "  ")
    assert phone.post(page(round, "my_words"), fields).url == page(round, "my_next")
    for name in ("who_may_read", "who_may_quote"):
        assert phone.get(page(round, name), follow=True).redirect_chain[-1][0] == page(round, "my_words")


def test_quoting_is_asked_only_of_what_others_may_read(phone, round):
    write(phone)
    for before in ("later", "only-me"):
        choose(phone, round, "who_may_read", may_read=before)
        was = chosen(phone)
        assert choose(phone, round, "who_may_quote", may_quote="outside").url == page(round, "who_may_read")
        assert chosen(phone) == was, "a page that was left open opens nothing"


def test_words_that_are_taken_out_are_asked_about_anew(phone, round):
    write(phone)
    choose(phone, round, "who_may_read", may_read="round")
    write(phone, "")
    write(phone, "Something else.")
    assert chosen(phone) == ("", False, False)


@pytest.mark.parametrize("by_script", [True, False])
def test_an_old_page_that_empties_words_leaves_who_may_read_them(by_script, phone, round):
    write(phone, "They ask us.")
    write(phone)
    save_sharing(phone.sheet, **owner_of(round), sharing=Sharing("round", True, True))
    if by_script:
        change = {"reflection": "", "revision": 1, "age": 0}
        answer = phone.post(page(round, "save_mine"), change, content_type="application/json")
        assert answer.status_code == 409
    else:
        phone.post(page(round, "my_words"), form(round, "") | {"revision": 1})
    assert chosen(phone) == ("round", True, True)
    assert phone.sheet.reflections.get().text == "They ask us first."


def test_the_state_stands_with_the_words(phone, round):
    write(phone)
    for sharing, shown in [
        (Sharing(), "me"),
        (Sharing("only-me"), "me"),
        (Sharing("round"), "round"),
        (Sharing("round", True), "inside"),
        (Sharing("round", True, True), "outside"),
        (Sharing("", True), "quoting"),
    ]:
        save_sharing(phone.sheet, **owner_of(round), sharing=sharing)
        html = phone.get(page(round, "my_words")).content.decode()
        assert re.findall(r'data-now="(\w+)">', html) == [shown]
        assert len(re.findall(r'data-now="\w+" hidden>', html)) == 4


@pytest.mark.parametrize("sharing", Round.Sharing)
@pytest.mark.parametrize("wording", Sheet.Wording.values)
def test_it_says_truthfully_who_reads(sharing, wording):
    round, phone = make_round(sharing=sharing), dana()
    phone.sheet = join(phone, round, first_name="Dana")
    write(phone)
    phone.cookies["wording"] = wording
    html = phone.get(page(round, "who_may_read")).content.decode()
    assert "Everyone who takes part, and the people who run this. Your manager may be one of them." in html
    says = "Others see" if wording == "easy-read" else "people see"
    is_open = sharing == Round.Sharing.IN_THE_OPEN
    assert (f"{says} your first name and your answers" in html) == is_open
    assert "if few people write" in html
    assert "5 more people have" in html


def test_a_group_is_not_asked(round):
    client = dana()
    join_as_group(client, round)
    fields = form(round, "We agree.")
    assert client.post(page(round, "my_words"), fields).url == page(round, "my_next")
    for name in ("who_may_read", "who_may_quote"):
        assert client.get(page(round, name)).status_code == 404


def test_a_closed_round_asks_nothing(phone, round):
    write(phone)
    close(round)
    for name in ("who_may_read", "who_may_quote"):
        assert choose(phone, round, name, may_read="round", may_quote="inside").status_code == 302
    assert chosen(phone) == ("", False, False)


def test_what_isnt_a_choice_is_refused(phone, round):
    write(phone)
    assert choose(phone, round, "who_may_read", may_read="everybody").status_code == 400
    Reflection.objects.update(may_read="round")
    assert choose(phone, round, "who_may_quote", may_quote="yes").status_code == 400


def test_autosave_says_who_can_read_what_it_has_saved(phone, round):
    write(phone)
    choose(phone, round, "who_may_read", may_read="round")
    change = {"reflection": "They ask us first, always.", "revision": 1, "age": 0}
    saved = phone.post(page(round, "save_mine"), change, content_type="application/json").json()
    assert saved["readers"] == "round"


def test_whoever_takes_their_words_back_is_told_that_others_cant_read_them(phone, round):
    told = "Other people can’t read your words now. Only you can."
    write(phone)
    first = phone.post(page(round, "who_may_read"), {"may_read": "only-me"}, follow=True)
    assert told not in first.content.decode(), "nobody could"
    assert "Only you can read your words." in first.content.decode()
    phone.post(page(round, "who_may_read"), {"may_read": "round"})
    again = phone.post(page(round, "who_may_read"), {"may_read": "only-me"}, follow=True)
    assert told in again.content.decode()
    assert chosen(phone) == ("only-me", False, False)


@pytest.mark.parametrize(
    ("may_quote", "told"),
    [
        ("later", ""),
        ("no", "We don’t quote them."),
        ("inside", "We may quote them inside Wrenfield Council."),
        ("outside", "We may quote them for everybody."),
    ],
)
def test_what_was_chosen_is_told(phone, round, may_quote, told):
    """Whoever pressed another of three large buttons hears of it."""
    write(phone)
    Organisation.objects.update(name="Wrenfield Council")
    asked = phone.post(page(round, "who_may_read"), {"may_read": "round"}, follow=True)
    assert "once we show them" not in asked.content.decode(), "one question is open still"
    answer = phone.post(page(round, "who_may_quote"), {"may_quote": may_quote}, follow=True)
    assert (
        f"People in this round can read your words, once we show them. {told}".strip()
        in answer.content.decode()
    )
