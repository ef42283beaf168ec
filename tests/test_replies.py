"""Scripts hear JSON that says it is ours, whatever happens; people see pages."""

import json

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import reverse

from coprod_reflect.for_scripts import json_for_scripts
from teams import replies
from tests.assessments.sheets import address, outsiders, round_for

pytestmark = pytest.mark.django_db
CHANGE = json.dumps({"statement": "p1-not-yet", "value": "ticked", "age": 0})


def save(client, url):
    return client.post(url, CHANGE, content_type="application/json")


def told(response):
    said = response.json()
    assert said["app"] == "coprod-reflect"
    assert said["error"].endswith(".")
    return response.status_code, said["reason"]


def test_every_refusal_of_a_change_is_ours_and_says_why(client):
    round = round_for(client)
    assert told(save(client, address(round, "save_together", "p9"))) == (404, "absent")
    assert told(client.get(address(round, "save_together"), headers={"Accept": "application/json"})) == (
        405,
        "bad",
    )
    for user, status in outsiders(round):
        client.force_login(user)
        assert told(save(client, address(round, "save_together"))) == (
            status,
            "forbidden" if status == 403 else "absent",
        )
    client.logout()
    assert told(save(client, address(round, "save_together"))) == (403, "signed-out")


def test_a_sheet_that_isnt_there_and_an_old_token_are_told_apart():
    url = reverse("save_mine", args=["nosuch", "p1"])
    assert told(save(Client(), url)) == (404, "no-sheet")
    assert told(save(Client(enforce_csrf_checks=True), url)) == (403, "token")


def test_people_see_a_page_where_their_token_is_old():
    visitor = Client(enforce_csrf_checks=True)
    visitor.cookies["wording"] = "standard"  # a browser that keeps nothing is told so instead
    page = visitor.post(reverse("join"), {"code": "x"})
    assert page.status_code == 403
    assert "Please try that once more" in page.content.decode()


@pytest.mark.parametrize(
    ("status", "reason"),
    [(400, "bad"), (413, "bad"), (408, "slow"), (429, "busy"), (500, "fault"), (503, "busy")],
)
def test_what_anything_else_refuses_is_said_in_json_too(rf, status, reason):
    def refuse(request):
        return HttpResponse("<h1>No</h1>", status=status, headers={"Retry-After": "5"})

    answer = json_for_scripts(refuse)(rf.post("/", CHANGE, content_type="application/json"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "5")
    assert json.loads(answer.content)["reason"] == reason
    assert json_for_scripts(refuse)(rf.get("/")).content == b"<h1>No</h1>"


def test_a_script_that_is_led_elsewhere_hears_so_and_what_is_told_on_the_way_waits_for_people(rf):
    """A browser keeps where it leads from scripts, and they would take it for a stranger’s answer."""

    def lead(request):
        answer = HttpResponseRedirect("/rounds/")
        answer.set_cookie("messages", "This round is closed.")
        return answer

    answer = json_for_scripts(lead)(rf.get("/", headers={"Accept": replies.JSON}))
    assert (answer.status_code, json.loads(answer.content)["reason"]) == (409, replies.MOVED)
    assert not answer.cookies
    assert json_for_scripts(lead)(rf.get("/")).url == "/rounds/"


def test_a_fault_of_ours_is_told_as_ours(client, monkeypatch):
    client.raise_request_exception = False
    round = round_for(client)
    monkeypatch.setattr("assessments.views.part.read_change", lambda body, part: 1 / 0)
    assert told(save(client, address(round, "save_together"))) == (500, "fault")
    assert replies.reason_for(502) == "fault"
