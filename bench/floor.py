"""The least that a Django app can do for our two busiest requests, on the same settings, middleware and database.

A page of one part: two SELECTs and 9 kB of template over its statements. A tick: one UPSERT.
"""

import json
import os

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_reflect.settings")
settings.ROOT_URLCONF = __name__
settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"  # as Django reads them
from coprod_reflect.asgi import application  # noqa: E402, F401 (served like the app, with other URLs)

PAGE = """<!doctype html><html lang="en-GB"><head><title>{{ title }}</title></head><body>
<form method="post">{% csrf_token %}
{% for statement in statements %}
<div class="statement"><input type="checkbox" id="answer-{{ statement.pk }}" name="answer-{{ statement.key }}"
{% if statement.pk in ticked %}checked{% endif %}><label for="answer-{{ statement.pk }}">{{ statement.text }}</label>
<input type="checkbox" id="not-sure-{{ statement.pk }}" name="not-sure-{{ statement.key }}">
<label for="not-sure-{{ statement.pk }}">Not sure <span>about: {{ statement.text }}</span></label>
<p>{{ statement.easy_read }} FILLING</p></div>
{% endfor %}
<button>Save</button></form></body></html>"""
FILLING = "This line of words is here to make the page as long as it has to be, and for nothing else. " * 3
UPSERT = """INSERT INTO assessments_answer (sheet_id, statement_id, value, changed_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (sheet_id, statement_id) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at"""
template = engines["django"].from_string(PAGE.replace("FILLING", FILLING))


def page(request, sheet, principle):
    from assessments.models import Answer
    from rubric.models import Statement

    statements = list(Statement.objects.filter(principle=principle))
    ticked = set(Answer.objects.filter(sheet=sheet, value=1).values_list("statement_id", flat=True))
    context = {"title": "A part", "statements": statements, "ticked": ticked}
    return HttpResponse(template.render(context, request))


def save(request, sheet, statement):
    sent = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [sheet, statement, 1 if sent["value"] == "ticked" else 0, timezone.now()])
    return JsonResponse({"saved": True})


urlpatterns = [
    path("<int:sheet>/<int:principle>/", page),
    path("<int:sheet>/<int:statement>/save/", save),
]
