"""What load balancers ask."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_it_is_alive(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"


def test_it_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready")


@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/readyz", 200), ("/", 400), ("/healthz/", 400)]
)
def test_whoever_asks_our_address_itself_hears_how_we_are_and_nothing_else(client, path, status):
    assert client.get(path, HTTP_HOST="10.0.0.5").status_code == status


def test_it_isnt_ready_while_migrations_wait(client):
    MigrationRecorder(connection).record_unapplied("assessments", "0002_closed_rounds_and_releases_stay")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations are waiting")


def test_it_isnt_ready_without_its_database(tmp_path):
    """In a process of its own, whose database file lies in a folder that isn't there."""
    ask = "import django; django.setup(); from django.test import Client; a = Client().get('/readyz')"
    show = "print(a.status_code, a.content.decode())"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/gone/db.sqlite3"}
    command = [sys.executable, "-W", "ignore", "-c", f"{ask}; {show}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "503 no database"
