"""What every answer carries, whichever way it came about, and what is refused before anybody looks at it."""

import io

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import path, reverse

from coprod_reflect import urls
from coprod_reflect.bodies import CROWDED_OUT
from tests.make import make_facilitator, make_team
from tests.test_settings import run

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def cut_off():
    """A POST of 5 bytes that announces 50."""
    body = {"CONTENT_LENGTH": "50", "wsgi.input": io.BytesIO(b"next=")}
    return Client().generic("POST", reverse("set_wording"), **body)


def crowded_out():
    """For which other bodies left no room."""
    return Client().post(reverse("set_wording"), **{CROWDED_OUT: True})


ANSWERS = {
    "a page": (200, lambda: Client().get(reverse("home"))),
    "a redirect to sign-in": (302, lambda: Client().get("/teams/somecode/")),
    "nothing there": (404, lambda: Client().get("/nothing-here/")),
    "a forged form": (403, lambda: Client(enforce_csrf_checks=True).post(reverse("set_wording"))),
    "another host’s name": (400, lambda: Client().get(reverse("home"), headers={"host": "evil.example"})),
    "a cut-off form": (400, cut_off),
    "a form for which there was no room": (503, crowded_out),
    "a health check": (200, lambda: Client().get(reverse("healthz"))),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_is_guarded(kind):
    status, ask = ANSWERS[kind]
    answer = ask()
    assert answer.status_code == status
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert "no-store" in answer["Cache-Control"]


CROWD_OUT = """
from coprod_reflect.asgi import Body, Room, make_environ
body = Body(most=2_000_000, room=Room(0))
body.add(b"x" * 300_000)
scope = {"method": "POST", "raw_path": b"/", "query_string": b"", "http_version": "1.1", "scheme": "http"}
environ = make_environ(scope | {"server": None, "client": None, "headers": []}, body)
print(environ["coprod_reflect.crowded_out"])
"""


def test_for_whom_there_is_no_room_is_known_where_everybody_is_answered():
    done = run("-c", CROWD_OUT)
    assert done.stdout == "True\n", done.stderr


FROM_ELSEWHERE = """
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "coprod_reflect.settings"
django.setup()
from django.test import Client
answer = Client().get("/", headers={"host": "evil.example"})
print(answer.status_code, *(answer.get(name) for name in ["Content-Security-Policy", *%s]), sep="|")
"""


def test_whom_a_demo_turns_away_is_guarded_too():
    done = run("-c", FROM_ELSEWHERE % [*HEADERS], DEMO="1", ALLOWED_HOSTS="localhost", BEHIND_PROXY=None)
    status, policy, *headers = done.stdout.strip().split("|")
    assert (status, headers) == ("403", [*HEADERS.values()]), done.stderr
    assert set(policy.split("; ")) == POLICY


def fault(request):
    raise RuntimeError("This view never works.")


urlpatterns = [path("fault/", login_not_required(fault)), *urls.urlpatterns]


@pytest.mark.urls(__name__)
def test_a_fault_is_guarded_too():
    answer = Client(raise_request_exception=False).get("/fault/")
    assert answer.status_code == 500
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert "no-store" in answer["Cache-Control"]


def test_a_signed_in_page_is_never_kept(client):
    client.force_login(make_facilitator(make_team()))
    assert "no-store" in client.get(reverse("home"))["Cache-Control"]


@pytest.mark.parametrize("announced", ["6", "50", "-1", "five", "5.0"])
def test_a_body_that_isnt_whole_is_refused(announced):
    answer = wsgi_post(b"next=", announced)
    assert answer.startswith("400")


def test_a_whole_body_is_taken():
    assert wsgi_post(b"next=", "5").startswith("403"), "refused for its missing token, not for its length"


def wsgi_post(body, announced):
    """The status with which the WSGI application itself answers, as behind a real server."""
    environ = Client()._base_environ(REQUEST_METHOD="POST", PATH_INFO=reverse("set_wording"))
    environ |= {
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": announced,
        "wsgi.input": io.BytesIO(body),
        "HTTP_HOST": "testserver",
    }
    statuses = []
    answer = get_wsgi_application()(environ, lambda status, headers: statuses.append(status))
    answer.close()
    return statuses[0]


def test_files_load_nothing(settings, tmp_path):
    """Whoever opens one by itself gets no more than what is in it."""
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = (
        tmp_path,
        False,
        False,
    )
    answer = Client().get("/static/a.svg")
    assert answer.status_code == 200
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert "Access-Control-Allow-Origin" not in answer
