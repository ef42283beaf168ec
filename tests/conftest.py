import pytest

from rubric import reading


@pytest.fixture(autouse=True)
def _quiet_place(settings, tmp_path):
    """Files written by a test stay in its own folder; static files need no manifest."""
    settings.DATA_DIR = tmp_path
    reading._published.clear()  # a rolled-back test's ids come again, for other versions
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
