"""One change at a time, as static/js/autosave.js sends it: newest wins, retries are harmless, bad input is refused."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Answer
from assessments.part import fingerprint
from assessments.services.answering import save_answer
from rubric.reading import read_version
from teams.replies import MARK
from tests.assessments.sheets import address, close, outsiders, queries, round_for, stored, words

pytestmark = pytest.mark.django_db
HOUR = 60 * 60 * 1000  # milliseconds
DAY = 24 * HOUR


def save(client, round, body=None, **change):
    """Sends one change; `body` is sent as it is."""
    body = json.dumps({"age": 0, **change}) if body is None else body
    return client.post(address(round, "save_together"), body, content_type="application/json")


def tick(client, round, value="ticked", *, statement="p1-not-yet", age=0):
    return save(client, round, statement=statement, value=value, age=age)


def write(client, round, text, *, revision=0, **more):
    return save(client, round, reflection=text, revision=revision, **more)


@pytest.mark.parametrize(
    ("value", "number"), [("ticked", 1), ("not-true", 2), ("not-sure", 3), ("nothing", 0)]
)
def test_each_value_is_stored(client, value, number):
    round = round_for(client)
    answer = tick(client, round, value)
    said = answer.json()
    assert abs(said.pop("now") - timezone.now().timestamp() * 1000) < 60_000
    assert (answer.status_code, said) == (200, MARK | {"saved": True, "value": value})
    assert stored(round) == {"p1-not-yet": number}


def test_an_untick_keeps_its_row_and_its_time(client):
    round = round_for(client)
    tick(client, round)
    tick(client, round, "nothing")
    assert stored(round) == {"p1-not-yet": 0}


def test_a_change_is_as_old_as_it_says(client):
    round = round_for(client)
    before = timezone.now()
    tick(client, round, age=60_000)
    changed_at = Answer.objects.get().changed_at
    assert before - timedelta(seconds=60) <= changed_at <= timezone.now() - timedelta(seconds=60)


@pytest.mark.parametrize(("age", "days"), [(-DAY, 0), (365 * DAY, 30), (10**400, 30)])
def test_no_change_is_from_the_future_or_older_than_30_days(client, age, days):
    round = round_for(client)
    tick(client, round, age=age)
    ago = timezone.now() - Answer.objects.get().changed_at
    assert timedelta(days=days) <= ago < timedelta(days=days, minutes=5)


def test_no_clock_makes_a_change_older_than_what_its_page_had_seen(client):
    """A tick was saved; its untick waited for a signal, while the device's clock was put a day ahead."""
    round = round_for(client)
    told = tick(client, round).json()["now"]
    late = save(client, round, statement="p1-not-yet", value="nothing", age=DAY, after=told + 1)
    assert late.json()["value"] == "nothing"
    assert stored(round) == {"p1-not-yet": 0}


def test_what_a_page_had_seen_makes_no_change_newer_than_it_is(client):
    """A device that slept: its change is an hour old, and another device's is newer."""
    round = round_for(client)
    seen = int(timezone.now().timestamp() * 1000) - 2 * HOUR
    tick(client, round, "not-sure", age=HOUR // 2)
    late = save(client, round, statement="p1-not-yet", value="ticked", age=HOUR, after=seen)
    assert late.json()["value"] == "not-sure"


@pytest.mark.parametrize("after", [-1, 0, 10**14, 10**400])
def test_no_page_has_seen_the_future(client, after):
    round = round_for(client)
    save(client, round, statement="p1-not-yet", value="ticked", age=0, after=after)
    changed_at = Answer.objects.get().changed_at
    assert timezone.now() - timedelta(minutes=5) < changed_at <= timezone.now()
    tick(client, round, "nothing")
    assert stored(round) == {"p1-not-yet": 0}


def test_a_late_retry_undoes_nothing_and_hears_what_is_stored(client):
    round = round_for(client)
    tick(client, round, "nothing", age=1_000)
    late = tick(client, round, "ticked", age=5_000)
    assert late.json()["value"] == "nothing"
    assert stored(round) == {"p1-not-yet": 0}


def test_changes_may_arrive_in_any_order(client):
    round = round_for(client)
    for value, age in [("not-sure", 30_000), ("ticked", 10_000), ("nothing", 20_000), ("not-true", 40_000)]:
        tick(client, round, value, age=age)
    assert stored(round) == {"p1-not-yet": 1}


def test_of_two_changes_at_one_moment_the_first_to_arrive_stays(client):
    round = round_for(client)
    statement = round.version.statements.get(key="p1-not-yet")
    given = {"statement": statement.pk, "changed_at": timezone.now()}
    for value in (Answer.Value.TICKED, Answer.Value.NOTHING):
        assert save_answer(round.sheets.get(), value=value, **given) == Answer.Value.TICKED


def test_statements_are_independent(client):
    round = round_for(client)
    tick(client, round, "ticked", statement="p1-not-yet")
    tick(client, round, "not-sure", statement="p1-doing-well")
    assert stored(round) == {"p1-not-yet": 1, "p1-doing-well": 3}


def test_a_reflection_is_saved_with_its_revision(client):
    round = round_for(client)
    answer = write(client, round, "We listen.\r\nSometimes.")
    text = "We listen.\nSometimes."
    said = answer.json()
    assert said.pop("now")
    assert said == MARK | {"saved": True, "revision": 1, "fingerprint": fingerprint(text)}
    assert words(round) == (text, 1, False)


def test_a_retry_of_a_reflection_is_acknowledged(client):
    round = round_for(client)
    write(client, round, "Once")
    assert write(client, round, "Once").json()["revision"] == 1
    assert write(client, round, "Once", revision=1).json()["revision"] == 1
    assert words(round) == ("Once", 1, False)


def test_the_second_writer_is_shown_the_first_ones_words(client):
    round = round_for(client)
    write(client, round, "Theirs")
    answer = write(client, round, "Mine")
    assert answer.status_code == 409
    assert (answer.json()["text"], answer.json()["revision"]) == ("Theirs", 1)
    assert words(round)[0] == "Theirs"
    assert write(client, round, "Theirs and mine", revision=1).status_code == 200
    assert words(round)[:2] == ("Theirs and mine", 2)


def test_own_words_whose_answer_was_lost_are_no_conflict(client):
    round = round_for(client)
    write(client, round, "First half")
    assert write(client, round, "First half and second half", instead_of="First half").status_code == 200
    assert words(round)[:2] == ("First half and second half", 2)


def test_words_can_be_taken_out_again(client):
    round = round_for(client)
    write(client, round, "Too much")
    write(client, round, "", revision=1)
    assert words(round)[:2] == ("", 2)


@pytest.mark.parametrize("text", ["é" * 10_000, "🌱" * 10_000, "\r\n" * 10_000])
def test_10_000_characters_are_saved_however_they_are_written(client, text):
    round = round_for(client)
    assert write(client, round, text, instead_of=text).status_code == 200
    assert words(round)[0] == text.replace("\r\n", "\n")


BAD = [
    (b"not json", 400),
    (b"", 400),
    (b"\xff\xfe", 400),
    (b"[" * 100_000, 400),
    (b'{"statement": "p1-not-yet", "value": "ticked", "age": ' + b"1" * 5_000 + b"}", 400),
    (b"[]", 422),
    (b"null", 422),
    (b'"ticked"', 422),
    (b"{}", 422),
    (b'{"age": 0}', 422),
    (b'{"statement": "p1-not-yet", "reflection": "x", "value": "ticked", "revision": 0, "age": 0}', 422),
    (b'{"statement": "p1-not-yet", "value": "ticked"}', 422),
    (b'{"statement": "p1-not-yet", "value": "ticked", "age": "0"}', 422),
    (b'{"statement": "p1-not-yet", "value": "ticked", "age": 1.5}', 422),
    (b'{"statement": "p1-not-yet", "value": "ticked", "age": true}', 422),
    (b'{"statement": "p1-not-yet", "value": "ticked", "age": NaN}', 422),
    (b'{"statement": "p1-not-yet", "value": "ticked", "age": 0, "after": "0"}', 422),
    (b'{"statement": "p1-not-yet", "value": "ticked", "age": 0, "after": Infinity}', 422),
    (b'{"statement": "p1-not-yet", "value": "toggle", "age": 0}', 422),
    (b'{"statement": "p1-not-yet", "value": 1, "age": 0}', 422),
    (b'{"statement": "p1-not-yet", "value": ["ticked"], "age": 0}', 422),
    (b'{"statement": "p1-not-yet", "age": 0}', 422),
    (b'{"statement": "p2-not-yet", "value": "ticked", "age": 0}', 422),
    (b'{"statement": "no-such", "value": "ticked", "age": 0}', 422),
    (b'{"statement": {"a": 1}, "value": "ticked", "age": 0}', 422),
    (b'{"statement": null, "value": "ticked", "age": 0}', 422),
    (b'{"reflection": "x", "age": 0}', 422),
    (b'{"reflection": "x", "revision": -1, "age": 0}', 422),
    (b'{"reflection": "x", "revision": 99999999999999999999, "age": 0}', 422),
    (b'{"reflection": 5, "revision": 0, "age": 0}', 422),
    (b'{"reflection": null, "revision": 0, "age": 0}', 422),
    (b'{"reflection": "x", "revision": 0, "age": 0, "instead_of": 7}', 422),
    (json.dumps({"reflection": "x" * 10_001, "revision": 0, "age": 0}).encode(), 422),
    (json.dumps({"reflection": "x" * 300_000, "revision": 0, "age": 0}).encode(), 413),
]


@pytest.mark.parametrize(("body", "status"), BAD, ids=lambda value: str(value)[:70])
def test_bad_input_gets_a_sentence_and_changes_nothing(client, body, status):
    round = round_for(client)
    tick(client, round)
    write(client, round, "Still here")
    answer = save(client, round, body)
    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")
    assert (stored(round), words(round)) == ({"p1-not-yet": 1}, ("Still here", 1, False))


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("a\u0000b", "ab"),
        ("a\ufffe\u0002b\u001e", "ab-"),
        ("a\u2028b\r\nc", "a\nb\nc"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_what_copying_adds_is_taken_away_and_the_words_are_saved(client, pasted, kept):
    round = round_for(client)
    body = json.dumps({"reflection": pasted, "revision": 0, "age": 0}).encode()
    assert save(client, round, body).status_code == 200
    assert words(round)[0] == kept
    following = {"reflection": f"{pasted} and more", "revision": 0, "age": 0, "instead_of": pasted}
    assert save(client, round, json.dumps(following).encode()).status_code == 200
    assert words(round)[0] == f"{kept} and more"


def test_a_broken_text_that_was_sent_before_replaces_nothing(client):
    round = round_for(client)
    write(client, round, "Theirs")
    assert write(client, round, "Mine", instead_of="\ud800").status_code == 409


def test_a_body_that_was_cut_off_changes_nothing(client):
    """Cut so that it still reads as JSON: only its length tells."""
    round = round_for(client)
    body = json.dumps({"reflection": "Half of it", "revision": 0, "age": 0}).encode()
    cut_off = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body) + 9)}
    answer = client.generic(
        "POST", address(round, "save_together"), content_type="application/json", **cut_off
    )
    assert answer.status_code == 400
    assert words(round) == ("", 0, False)


@pytest.mark.parametrize(
    "change", [{"statement": "p1-not-yet", "value": "ticked"}, {"reflection": "x", "revision": 0}]
)
def test_a_closed_round_says_so(client, change):
    round = round_for(client)
    close(round)
    answer = save(client, round, **change)
    assert (answer.status_code, answer.json()) == (
        410,
        MARK | {"reason": "closed", "error": "This round is closed, so nothing more can be saved."},
    )
    assert (stored(round), words(round)) == ({}, ("", 0, False))


def test_only_the_team_may(client):
    round = round_for(client)
    for user, status in outsiders(round):
        client.force_login(user)
        assert tick(client, round).status_code == status
        assert write(client, round, "x").status_code == status
    client.logout()
    signed_out = tick(client, round)
    assert (signed_out.status_code, signed_out.json()["reason"]) == (403, "signed-out")
    assert stored(round) == {}


def test_a_principle_that_isnt_there_is_not_found(client):
    round = round_for(client)
    assert (
        client.post(address(round, "save_together", "p9"), "{}", content_type="application/json").status_code
        == 404
    )


def test_it_is_only_ever_sent(client):
    assert client.get(address(round_for(client), "save_together")).status_code == 405


def test_it_needs_the_pages_token():
    client = Client(enforce_csrf_checks=True)
    round = round_for(client)
    assert tick(client, round).status_code == 403
    page = client.get(address(round))
    token = page.context["csrf_token"]
    body = json.dumps({"statement": "p1-not-yet", "value": "ticked", "age": 0})
    answer = client.post(
        address(round, "save_together"),
        body,
        content_type="application/json",
        headers={"X-CSRFToken": str(token)},
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"statement": "p1-not-yet", "value": "ticked"},
        {"reflection": "Again", "revision": 1},
        {"reflection": "x", "revision": 0},
    ],
)
def test_it_takes_three_reads_and_one_write(client, change):
    round = round_for(client)
    read_version(round.version_id)
    write(client, round, "Once")
    sent = queries(lambda: save(client, round, **change))
    reads = [sql for sql in sent if sql.lstrip().startswith("SELECT")]
    writes = [sql for sql in sent if sql.lstrip().startswith("INSERT")]
    assert (len(reads), len(writes), len(sent)) == (3, 1, 4)
